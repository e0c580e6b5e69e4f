# The back end: web, workers and the schedule are this one image with different commands. Build it from the root:
#   docker build -f infra/images/back-end.Dockerfile -t fund-repository/back-end:VERSION .
# Backups and drills need PostgreSQL's own programs, of the server's major version:
#   docker build -f infra/images/back-end.Dockerfile --target recovery --build-arg POSTGRES=17 -t fund-repository/recovery:VERSION .
ARG POSTGRES=17
FROM postgres:${POSTGRES}-bookworm AS programs
ARG POSTGRES
SHELL ["/bin/bash", "-euo", "pipefail", "-c"]
# The two programs with every library that they lean on but the C library, which is the same in both images.
WORKDIR /usr/lib/postgresql/${POSTGRES}/bin
RUN install --directory /opt/postgresql \
    && install pg_dump pg_restore /opt/postgresql/ \
    && ldd pg_dump pg_restore | awk '/=> \//{print $3}' | sort --unique | grep --invert-match --extended-regexp '/lib(c|m|resolv)\.' \
     | xargs install --target-directory /opt/postgresql

FROM python:3.11-slim-bookworm AS packages
COPY requirements.txt /tmp/
RUN python -m venv /opt/fund-repository \
    && /opt/fund-repository/bin/pip install --no-cache-dir --no-input --require-hashes -r /tmp/requirements.txt

FROM python:3.11-slim-bookworm AS product
RUN groupadd --system --gid 10001 fund-repository \
    && useradd --system --uid 10001 --gid 10001 --home-dir /nonexistent --shell /usr/sbin/nologin fund-repository
ENV PATH=/opt/fund-repository/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1
WORKDIR /srv/fund-repository
COPY --from=packages /opt/fund-repository /opt/fund-repository
COPY manage.py LICENSE NOTICE ./
COPY fundfeed fundfeed
COPY cms cms
COPY api api
COPY docs docs
# Static files need settings but no server; nothing of this environment stays in the image.
RUN python -m compileall -q fundfeed cms api /opt/fund-repository \
    && env APP_ENV=test python manage.py collectstatic --noinput --verbosity 0
# A volume that is mounted here for the first time takes over who owns it.
RUN install --directory --owner 10001 --group 10001 /srv/files /srv/maintenance
USER 10001:10001
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s \
    CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8000/healthz', timeout=4)"]
CMD ["python", "-m", "cms.server", "--interface", "wsgi", "--no-ws", "--host", "0.0.0.0", "--port", "8000", \
     "--blocking-threads", "32", "--static-path-route", "/static", "--static-path-mount", "static", "cms.wsgi:application"]

FROM product AS recovery
USER 0:0
COPY --from=programs /opt/postgresql /opt/postgresql
RUN install --directory --owner 10001 --group 10001 /srv/drills
ENV POSTGRES_PROGRAMS=/opt/postgresql \
    LD_LIBRARY_PATH=/opt/postgresql
# A build that lacks a library ends here.
RUN /opt/postgresql/pg_dump --version && /opt/postgresql/pg_restore --version
USER 10001:10001
HEALTHCHECK NONE
CMD ["python", "manage.py", "backup"]

FROM product
