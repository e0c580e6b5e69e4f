-- Pages get their new key as their composition writes it now, so that nothing must be rebuilt.
SET LOCAL content.rebuilds = 'yes';
UPDATE content_publishedcontent SET payload = written.named, sha256 = encode(sha256(written.named), 'hex') FROM (
    SELECT id, convert_to(regexp_replace(convert_from(payload, 'UTF8'), '^({"pageType":"[A-Za-z]+",)',
        '\1"pageId":"' || source_id || '",'), 'UTF8') AS named
    FROM content_publishedcontent WHERE kind = 'page') AS written
WHERE content_publishedcontent.id = written.id;
SET LOCAL content.rebuilds = '';
