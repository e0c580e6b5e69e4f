SET LOCAL content.rebuilds = 'yes';
UPDATE content_publishedcontent SET payload = written.named, sha256 = encode(sha256(written.named), 'hex') FROM (
    SELECT id, convert_to(regexp_replace(convert_from(payload, 'UTF8'), '^({"pageType":"[A-Za-z]+",)"pageId":"[0-9]+",',
        '\1'), 'UTF8') AS named
    FROM content_publishedcontent WHERE kind = 'page') AS written
WHERE content_publishedcontent.id = written.id;
SET LOCAL content.rebuilds = '';
