-- An invented ledger of :alerts alerts over :days days, and their editions: one document founds an alert, one to four
-- things happen to it, each stands in its day's edition with all that happened before.
set local session_replication_role = replica;
alter table ledger.edition disable trigger user;

create temporary table founded on commit drop as
select
  i,
  'A-' || lpad(upper(to_hex(i)), 6, '0') || upper(left(md5(i::text), 4)) as alert,
  least(i * :days / :alerts, :days) as day,
  timestamptz '2024-11-24 05:00Z' + make_interval(days => least(i * :days / :alerts, :days), secs => i::bigint * 7919 % 86400) as known_at,
  md5('page' || i) as snapshot, md5('text' || i) as version, md5('read' || i) as reading, md5('claim' || i) as claim,
  'https://wire.example/' || i as url,
  'wire_' || i % 40 as source,
  k.category, k.measure, k.label, k.symbol, k.paragraph, k.cite,
  case when i % 2 = 0 then 'KP' else c.code end as supplier,
  case when i % 2 = 0 then c.code else 'KP' end as recipient,
  1 + i % 7 as stage_rank,
  (array['speculation', 'talks', 'offer', 'agreement', 'under_way', 'delivered', 'used'])[1 + i % 7] as stage,
  case when i % 9 = 0 then 'disputed' when i % 4 = 0 then 'alleged' else 'asserted' end as stance,
  case when i % 9 = 0 then 'the ministry of Freedonia' else '' end as denied_by,
  format('lot %s of invented goods was moved by rail, an invented official said', i) as quote,
  1 + i % 4 as happenings
from generate_series(:first, :last) i
join (
  select *, row_number() over (order by id) - 1 as n, count(*) over () as all_of_them from (
    select distinct on (m.category) m.id as measure, m.id, m.category, c.label, m.symbol, m.paragraph, m.cite
    from ledger.measure m join ledger.category c on c.key = m.category and c.catalogue_version = m.catalogue_version
    where c.violation order by m.category, m.id) one) k on k.n = i % k.all_of_them
join (
  select chr(65 + n / 8) || chr(65 + n % 8) as code, n from generate_series(0, 63) n) c on c.n = (i / 7) % 64;
analyze founded;

insert into ledger.snapshot (id, source, part, url, final_url, captured_at, status, headers, blob, size, outcome, reason,
  detail, etag, last_modified, hint, read_as)
select snapshot, source, 'page', url, url, known_at, 200, '{}', md5('blob' || i) || md5('blob' || i), 9000, 'OK', '', '', '', '', '{}', 'document'
from founded;
insert into ledger.document (id, source, first_known_at) select url, source, known_at from founded;
insert into ledger.document_version (id, document, snapshot, title, text, language, published_at, known_at, url,
  evidence_level, history, partial, read_by)
select version, url, snapshot, 'Invented goods, lot ' || i,
  'First. ' || quote || '. ' || repeat(md5(i::text) || ' and so on. ', 12), 'en', known_at - interval '3 hours', known_at, url,
  'bytes', false, false, :reader
from founded;
insert into ledger.text_origin (version, origin, likeness) select version, version, 1 from founded;
insert into ledger.reading (id, document_version, reader_version, list_version, language, verdict, reason, read_at, folded, trace, near_misses)
select reading, version, :reader, 'none', 'en', 'alert', 'It is an alert.', known_at, true, '[]', '[]' from founded;
insert into ledger.claim (id, reading, ordinal, category, supplier_id, supplier_name, supplier_country, recipient_id,
  recipient_name, recipient_country, goods_term, goods_text, goods_class, hs, quantity_value, quantity_unit, quantity_text,
  money_currency, money_text, route, event_precision, event_basis, stage, stage_rank, stance, enforcement, said_by,
  attribution, denied_by, section, cited_paragraphs, quote, span_start, span_end, score, why)
select claim, reading, 0, category, 'state:' || supplier, supplier, supplier, 'state:' || recipient, recipient, recipient,
  'goods', 'invented goods', 'class_' || i % 11, '', case when i % 5 = 0 then i % 900 end, 'tons', 'some tons',
  '', '', '', 'unknown', 'unknown', stage, stage_rank, stance, false, 'the outlet', '[]', denied_by, 'body', '[]',
  quote, length('Invented goods, lot ' || i) + 8, length('Invented goods, lot ' || i) + 8 + length(quote), 0.9, 'invented'
from founded;
insert into ledger.claim_role (claim, ordinal, role, party_id, party_kind, party_name, party_country)
select claim, 0, 'supplier', 'state:' || supplier, 'state', supplier, supplier from founded
union all select claim, 1, 'recipient', 'state:' || recipient, 'state', recipient, recipient from founded;
insert into ledger.finding (claim, catalogue_version, measure, rank, ruling, reason)
select claim, :catalogue, measure, 1, 'prohibited', 'nobody may move invented goods' from founded;
insert into ledger.evidence_check (claim, checked_at, held, detail) select claim, known_at, 'holds', '' from founded;
insert into ledger.alert (id, founding_claim, kind, category, supplier_id, supplier_name, supplier_country, recipient_id,
  recipient_name, recipient_country, goods_class, goods, event_precision, span_from, span_to, stage, stage_rank, stance, enforcement, severity,
  credibility, documents, publishers, first_known_at, last_known_at, not_produced_by)
select alert, claim, 'transfer', category, 'state:' || supplier, supplier, supplier, 'state:' || recipient, recipient, recipient,
  'class_' || i % 11, 'invented goods', 'unknown', (known_at - interval '3 hours')::date, (known_at - interval '3 hours')::date,
  stage, stage_rank, stance, false, 1 + i % 5, 'B3', 1, 1, known_at, known_at, ''
from founded;
insert into ledger.alert_claim (claim, alert, reason, known_at, checked) select claim, alert, 'opens the episode', known_at, true from founded;

create temporary table happened on commit drop as
select f.i, alert, claim, e as ordinal, day + (array[0, 3, 17, 45])[e] as day,
  known_at + make_interval(days => (array[0, 3, 17, 45])[e]) as known_at,
  (array['opened', 'climbed', 'corroborated', 'weakened'])[e] as kind
from founded f, generate_series(1, happenings) e
where day + (array[0, 3, 17, 45])[e] < greatest(:days, day + 1);
insert into ledger.alert_event (alert, ordinal, kind, known_at, claim, before, after, what)
select alert, ordinal, kind, known_at, case when ordinal = 1 then claim end, '', 'talks', 'was: nothing; now: talks, an invented change'
from happened order by known_at;
analyze happened;

create temporary table printed on commit drop as
select (date '2024-11-25' + h.day) || '/1' as edition, h.ordinal, h.kind as change, h.day as printed_on, f.*
from happened h join founded f using (i) where h.day < :days order by h.day;
analyze printed;
insert into ledger.edition (id, day, number, cut_from, cut_to, built_at, state, catalogue_version, list_version, reader_version, note)
select distinct edition, date '2024-11-25' + printed_on, 1, timestamptz '2024-11-24 05:00Z' + make_interval(days => printed_on),
  timestamptz '2024-11-25 05:00Z' + make_interval(days => printed_on),
  timestamptz '2024-11-25 05:01Z' + make_interval(days => printed_on), 'published', :catalogue, 'none', :reader, ''
from printed;
insert into ledger.current_edition (day, edition, moved_at) select day, id, built_at from ledger.edition;
insert into ledger.attestation (edition, day, state, expected, read, empty, failed, cut_off, quarantined, list_verified_at, list_version, reason)
select id, day, (array['COMPLETE', 'PARTIAL'])[1 + (extract(day from day)::integer % 9 = 0)::integer], 40, 40, 0, 0, 0, 0, built_at, 'none', 'as invented' from ledger.edition;
insert into ledger.edition_source (edition, source, title, publisher, reliability, state, expected, captures, failures, documents, quarantined, last_read_at, reason)
select e.id, s.id, s.title, s.publisher, 'B', case when extract(doy from e.day)::integer % 13 = 0 then 'failing' else 'fresh' end, true, 24, 0, 30, 0, e.cut_to, ''
from ledger.edition e, ledger.source s;
insert into ledger.edition_not_alert (edition, key, why_not, reason, publisher, title, url, known_at)
select e.id, md5(e.id || n), (array['context', 'exempt', 'history'])[1 + n % 3], 'no conduct is reported', 'Wire', 'A title', 'https://wire.example/', e.cut_to
from ledger.edition e, generate_series(1, 100) n;
insert into ledger.edition_alert (edition, alert_id, position, change, change_rank, kind, severity, credibility, category,
  category_label, supplier_country, supplier_name, recipient_country, recipient_name, goods, event_precision, stage, stage_rank,
  previous_stage, stance, said_by, denied_by, ruling, paragraphs, paragraphs_confirmed, reason, difference, documents, publishers,
  independent, first_known_at, last_known_at, quote, quote_language, publisher, title, url, published_at, evidence_level, late)
select edition, alert, row_number() over (partition by edition order by alert), case when change = 'opened' then 'new' else change end, ordinal,
  'transfer', 1 + i % 5, 'B3', category, label, supplier, supplier, recipient, recipient, 'invented goods', 'unknown', stage, stage_rank,
  case when change = 'climbed' then 'talks' end, stance, 'the outlet', nullif(denied_by, ''), 'prohibited', cite, true,
  'Freedonia to the DPRK, invented goods: talks, stated by an invented official; nobody may move them', 'was: talks; now: under way',
  1, 1, 1, known_at, known_at, quote, 'en', source, 'Invented goods, lot ' || i, url, known_at, 'bytes', false
from printed;
insert into ledger.edition_event (edition, alert_id, ordinal, kind, known_at, what, before, after, publisher, title, url)
select p.edition, p.alert, h.ordinal, h.kind, h.known_at, 'was: nothing; now: talks, an invented change', '', 'talks', p.source, 'Invented goods', p.url
from printed p join happened h on h.i = p.i and h.ordinal <= p.ordinal;
insert into ledger.edition_party (edition, alert_id, role, party_id, party_kind, party_name, party_country)
select edition, alert, 'supplier', 'state:' || supplier, 'state', supplier, supplier from printed
union all select edition, alert, 'recipient', 'state:' || recipient, 'state', recipient, recipient from printed;
insert into ledger.edition_evidence (edition, alert_id, claim_id, quote, quote_language, span_start, span_end, stage, stance,
  said_by, publisher, title, url, document_version, blob, captured_at, http_status, final_url, evidence_level, joined_because)
select edition, alert, claim, quote, 'en', 28, 90, stage, stance, 'the outlet', source, 'Invented goods', url, version, md5(version), known_at, 200, url, 'bytes', 'opens the episode'
from printed;
insert into ledger.edition_paragraph (edition, alert_id, measure_id, rank, symbol, paragraph, force, ruling, confirmed, reason)
select edition, alert, measure, 1, symbol, paragraph, 'decides', 'prohibited', true, 'nobody may move invented goods' from printed;
insert into ledger.snapshot (id, source, part, url, final_url, captured_at, status, headers, size, outcome, reason, detail, etag, last_modified, hint, read_as)
select md5(s.id || ' ' || n), s.id, 'feed', s.url, s.url, timestamptz '2024-11-24 05:00Z' + make_interval(hours => n), 200, '{}', 0, 'UNCHANGED', '', '', '', '', '{}', 'none'
from ledger.source s, generate_series(1, 24 * :days) n where n % 4 = 0;
insert into ledger.step_run (id, step, started_at, ended_at, outcome, counts, detail)
select md5(s || n), s, timestamptz '2024-11-24 05:00Z' + make_interval(hours => n), null, 'done', '{}', ''
from unnest(array['capture', 'read', 'match', 'fold', 'rescreen', 'verify', 'build', 'gate', 'publish', 'audit', 'notify']) s, generate_series(1, 24 * :days) n;
alter table ledger.edition enable trigger user;
alter table ledger.edition enable always trigger audited;
alter table ledger.edition enable always trigger audited_change;
