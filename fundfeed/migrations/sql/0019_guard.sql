-- Ledger, tree, heads and changes go on from what is there, whoever writes: each row is held against those before it.

CREATE FUNCTION fundfeed_broken(what text, place bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'ledger: % % does not continue what is there', what, place
        USING ERRCODE = 'integrity_constraint_violation';
END $$;

-- A time as Python writes it.
CREATE FUNCTION fundfeed_as_hashed(at timestamptz) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS')
        || CASE WHEN date_trunc('second', at) = at THEN '' ELSE to_char(at AT TIME ZONE 'UTC', '.US') END || '+00:00'
$$;

CREATE FUNCTION fundfeed_continue_ledger() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE broken bigint;
BEGIN
    SELECT entry.sequence INTO broken FROM fresh AS entry
        LEFT JOIN fundfeed_fundversion AS before ON before.sequence = entry.sequence - 1
        LEFT JOIN fundfeed_fundversion AS earlier
            ON earlier.fund_id = entry.fund_id AND earlier.version = entry.version - 1
        LEFT JOIN fundfeed_delivery AS delivery ON delivery.id = entry.delivery_id
    WHERE entry.previous_hash IS DISTINCT FROM CASE entry.sequence WHEN 1 THEN repeat('0', 64) ELSE before.entry_hash END
        OR entry.version < 1 OR entry.version > 1 AND earlier.version IS NULL
        OR entry.valid_from NOT BETWEEN '2000-01-01' AND '9999-01-01'
        OR entry.body_sha256 <> encode(sha256(entry.body), 'hex')
        OR convert_from(entry.body, 'UTF8')::json ->> 'fundId' IS DISTINCT FROM entry.fund_id
        OR entry.entry_hash IS DISTINCT FROM encode(sha256(convert_to(concat_ws('|', entry.previous_hash, entry.sequence,
            entry.fund_id, entry.version, fundfeed_as_hashed(entry.valid_from), entry.body_sha256,
            delivery.content_digest, entry.file, entry.pointer), 'UTF8')), 'hex')
    ORDER BY entry.sequence LIMIT 1;
    IF FOUND THEN PERFORM fundfeed_broken('entry', broken); END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER continues AFTER INSERT ON fundfeed_fundversion REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION fundfeed_continue_ledger();

-- A node's children lie half its width to the left and to the right of it; a leaf has half of no width (`merkle`).
CREATE FUNCTION fundfeed_continue_tree() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE broken bigint;
BEGIN
    SELECT node.position INTO broken FROM
        (SELECT position, hash, ((position + 1) & ~position) / 2 AS half FROM fresh) AS node
        LEFT JOIN fundfeed_fundversion AS entry ON node.half = 0 AND entry.sequence = node.position / 2 + 1
        LEFT JOIN fundfeed_chainnode AS first ON node.half > 0 AND first.position = node.position - node.half
        LEFT JOIN fundfeed_chainnode AS second ON node.half > 0 AND second.position = node.position + node.half
    WHERE node.position < 0 OR node.hash IS DISTINCT FROM CASE node.half
        WHEN 0 THEN sha256('\x00'::bytea || decode(entry.entry_hash, 'hex'))
        ELSE sha256('\x01'::bytea || first.hash || second.hash) END
    ORDER BY node.position LIMIT 1;
    IF FOUND THEN PERFORM fundfeed_broken('node', broken); END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER continues AFTER INSERT ON fundfeed_chainnode REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION fundfeed_continue_tree();

-- A head covers the whole ledger as it is, and its root is that of the nodes, put together from the right.
CREATE FUNCTION fundfeed_continue_heads() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE rest bigint := NEW.count; width bigint; peak bytea; root bytea;
BEGIN
    IF NOT EXISTS (SELECT 1 FROM fundfeed_fundversion WHERE sequence = NEW.count AND entry_hash = NEW.entry_hash)
        OR EXISTS (SELECT 1 FROM fundfeed_fundversion WHERE sequence > NEW.count)
        OR EXISTS (SELECT 1 FROM fundfeed_chainhead WHERE count > NEW.count) THEN
        PERFORM fundfeed_broken('head', NEW.count);
    END IF;
    WHILE rest > 0 LOOP
        width := rest & -rest;
        rest := rest - width;
        SELECT hash INTO peak FROM fundfeed_chainnode WHERE position = rest * 2 + width - 1;
        root := CASE WHEN root IS NULL THEN peak ELSE sha256('\x01'::bytea || peak || root) END;
        EXIT WHEN root IS NULL;
    END LOOP;
    IF NEW.root IS DISTINCT FROM encode(root, 'hex') THEN PERFORM fundfeed_broken('head', NEW.count); END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER continues AFTER INSERT ON fundfeed_chainhead
    FOR EACH ROW EXECUTE FUNCTION fundfeed_continue_heads();

CREATE FUNCTION fundfeed_continue_changes() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE broken bigint;
BEGIN
    SELECT change.sequence INTO broken FROM fresh AS change
        LEFT JOIN fundfeed_fundversion AS entry ON entry.sequence = change.sequence
        LEFT JOIN fundfeed_publicchange AS before ON before.sequence = change.sequence - 1
    WHERE (change.fund_id, change.at, change.mark)
            IS DISTINCT FROM (entry.fund_id, entry.valid_from, left(entry.entry_hash, 16))
        OR change.sequence > 1 AND before.sequence IS NULL
        OR NOT convert_from(change.body, 'UTF8')::jsonb @> jsonb_build_object('sequence', change.sequence,
            'fundId', change.fund_id, 'version', entry.version, 'sha256', entry.body_sha256,
            'kinds', to_jsonb(change.kinds))
    ORDER BY change.sequence LIMIT 1;
    IF FOUND THEN PERFORM fundfeed_broken('change', broken); END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER continues AFTER INSERT ON fundfeed_publicchange REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION fundfeed_continue_changes();
