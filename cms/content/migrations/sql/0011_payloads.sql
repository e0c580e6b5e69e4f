-- Payloads of legal notices get their new key as their composition writes it now, so that nothing must be rebuilt.
SET LOCAL content.rebuilds = 'yes';
UPDATE content_publishedcontent SET payload = longer, sha256 = encode(sha256(longer), 'hex') FROM (
    SELECT id, substring(payload FOR length(payload) - 1) || convert_to(',"mustBeAccepted":false}', 'UTF8') AS longer
    FROM content_publishedcontent WHERE kind = 'legal') AS written
WHERE content_publishedcontent.id = written.id;
SET LOCAL content.rebuilds = '';
