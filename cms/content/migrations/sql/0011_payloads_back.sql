SET LOCAL content.rebuilds = 'yes';
UPDATE content_publishedcontent SET payload = shorter, sha256 = encode(sha256(shorter), 'hex') FROM (
    SELECT id, convert_to(regexp_replace(convert_from(payload, 'UTF8'), ',"mustBeAccepted":(true|false)}$', '}'), 'UTF8')
        AS shorter FROM content_publishedcontent WHERE kind = 'legal') AS written
WHERE content_publishedcontent.id = written.id;
SET LOCAL content.rebuilds = '';
