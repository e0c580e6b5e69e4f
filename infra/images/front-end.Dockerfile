# The public site: any host that runs Node will do. Build it from the root:
#   docker build -f infra/images/front-end.Dockerfile -t fund-repository/front-end:VERSION .
FROM node:24-bookworm-slim AS build
WORKDIR /build
COPY frontend/package.json frontend/package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY frontend ./
RUN npm run build

FROM node:24-bookworm-slim
RUN groupadd --system --gid 10001 fund-repository \
    && useradd --system --uid 10001 --gid 10001 --home-dir /nonexistent --shell /usr/sbin/nologin fund-repository
WORKDIR /srv/site
COPY --from=build /build/dist dist
COPY LICENSE NOTICE ./
ENV NODE_ENV=production HOST=0.0.0.0 PORT=4321
USER 10001:10001
EXPOSE 4321
HEALTHCHECK --interval=10s --timeout=5s --start-period=10s \
    CMD ["node", "-e", "fetch('http://127.0.0.1:4321/healthz').then(a => process.exit(a.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--max-old-space-size=96", "--max-semi-space-size=8", "dist/server/entry.mjs"]
