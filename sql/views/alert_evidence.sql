create view published.alert_evidence with (security_barrier) as
select
  w.origin,
  c.edition,
  c.day,
  v.alert_id,
  v.claim_id,
  v.quote,
  v.quote_language,
  v.span_start,
  v.span_end,
  v.stage,
  v.stance,
  v.said_by,
  v.publisher,
  v.title,
  v.url,
  v.document_version,
  v.blob,
  v.captured_at,
  v.http_status,
  v.final_url,
  v.evidence_level,
  v.verified_at,
  v.joined_because,
  v.withdrawn
from ledger.current_edition c
join ledger.edition_evidence v on v.edition = c.edition
cross join ledger.world w;

comment on view published.alert_evidence is 'Edition, alert and claim: the quote, where it stands, and the bytes that it came from.';
comment on column published.alert_evidence.origin is 'World of the row: live, or rehearsal (invented news).';
comment on column published.alert_evidence.edition is 'Edition that the row was published in: day/number; a higher number corrects the day.';
comment on column published.alert_evidence.day is 'UTC day of the edition: what became known from one cut-off to the next.';
comment on column published.alert_evidence.alert_id is 'Alert, as in daily_alerts.';
comment on column published.alert_evidence.claim_id is 'Claim of one reading of one document version.';
comment on column published.alert_evidence.quote is 'Words verbatim.';
comment on column published.alert_evidence.quote_language is 'Language of the quote: ISO 639-1, und where unknown.';
comment on column published.alert_evidence.span_start is 'First character of the quote in the stored text (title, line break, text), from 0.';
comment on column published.alert_evidence.span_end is 'Character after the last one of the quote.';
comment on column published.alert_evidence.stage is 'How far along this document says it is.';
comment on column published.alert_evidence.stance is 'How firmly this document says it.';
comment on column published.alert_evidence.said_by is 'Who says so in this document.';
comment on column published.alert_evidence.publisher is 'Publisher of the document.';
comment on column published.alert_evidence.title is 'Title of the document.';
comment on column published.alert_evidence.url is 'Address of the document.';
comment on column published.alert_evidence.document_version is 'Hash of address, title and text: the version that was read.';
comment on column published.alert_evidence.blob is 'SHA-256 of the stored body; null where none is kept.';
comment on column published.alert_evidence.captured_at is 'When the body was fetched, UTC.';
comment on column published.alert_evidence.http_status is 'Status of the answer; null for a file of the user.';
comment on column published.alert_evidence.final_url is 'Address after redirects.';
comment on column published.alert_evidence.evidence_level is 'What is kept: bytes, excerpt or headline.';
comment on column published.alert_evidence.verified_at is 'When the quote was last held against the stored bytes; null where never.';
comment on column published.alert_evidence.joined_because is 'Why this claim belongs to this alert.';
comment on column published.alert_evidence.withdrawn is 'What had become of the page by the cut-off, where it was gone or no longer had these words; null where they stood.';
