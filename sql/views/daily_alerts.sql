create view published.daily_alerts with (security_barrier) as
select
  w.origin,
  c.edition,
  c.day,
  a.alert_id,
  a.change,
  a.kind,
  a.severity,
  a.credibility,
  a.category,
  a.category_label,
  a.supplier_country,
  a.supplier_name,
  a.recipient_country,
  a.recipient_name,
  a.goods,
  a.hs_chapter,
  a.quantity,
  a.unit,
  a.route,
  a.event_from,
  a.event_to,
  a.event_precision,
  a.stage,
  a.stage_rank,
  a.previous_stage,
  a.stance,
  a.said_by,
  a.denied_by,
  a.ruling,
  a.paragraphs,
  a.paragraphs_confirmed,
  a.reason,
  a.listed_refs,
  a.vessel_imo,
  a.documents,
  a.publishers,
  a.first_known_at,
  a.last_known_at,
  a.quote,
  a.quote_language,
  a.publisher,
  a.title,
  a.url,
  a.published_at,
  a.evidence_level,
  a.disposition,
  e.catalogue_version,
  e.list_version,
  e.reader_version,
  a.change_rank,
  a.position,
  a.difference,
  a.late,
  a.independent,
  a.excluded,
  a.includes,
  a.withdrawn
from ledger.current_edition c
join ledger.edition_alert a on a.edition = c.edition
join ledger.edition e on e.id = c.edition
cross join ledger.world w;

comment on view published.daily_alerts is 'Edition and alert: what is said to have moved, how firmly, and which paragraph it touches.';
comment on column published.daily_alerts.origin is 'World of the row: live, or rehearsal (invented news).';
comment on column published.daily_alerts.edition is 'Edition that the row was published in: day/number; a higher number corrects the day.';
comment on column published.daily_alerts.day is 'UTC day of the edition: what became known from one cut-off to the next.';
comment on column published.daily_alerts.alert_id is 'Alert, one episode: stable from the day that it opens.';
comment on column published.daily_alerts.change is 'What changed since the last edition: new, climbed, corroborated, contradicted, weakened, late, unchanged.';
comment on column published.daily_alerts.kind is 'transfer, service, own_conduct (the DPRK alone) or enforcement.';
comment on column published.daily_alerts.severity is 'How grave if true: 1 to 5, 5 the gravest.';
comment on column published.daily_alerts.credibility is 'How far to believe it, Admiralty code: letter A-F the source, digit 1-6 the information (1 confirmed, 6 cannot be judged).';
comment on column published.daily_alerts.category is 'Key of the kind of conduct.';
comment on column published.daily_alerts.category_label is 'The kind of conduct in words.';
comment on column published.daily_alerts.supplier_country is 'Who provides: ISO 3166 alpha-2; XX where not said.';
comment on column published.daily_alerts.supplier_name is 'Who provides, as named.';
comment on column published.daily_alerts.recipient_country is 'Who receives: ISO 3166 alpha-2; XX where not said; null for own conduct.';
comment on column published.daily_alerts.recipient_name is 'Who receives, as named.';
comment on column published.daily_alerts.goods is 'What moved, in the words of the text.';
comment on column published.daily_alerts.hs_chapter is 'Chapter of the Harmonized System, where the measure names one.';
comment on column published.daily_alerts.quantity is 'Amount as the text gives it.';
comment on column published.daily_alerts.unit is 'Unit of the amount.';
comment on column published.daily_alerts.route is 'Places in the words of the text.';
comment on column published.daily_alerts.event_from is 'First day on which it may have happened; null where the text gives none.';
comment on column published.daily_alerts.event_to is 'Last day on which it may have happened.';
comment on column published.daily_alerts.event_precision is 'How exact the dates are: day, week, month, season, quarter, year, interval, unknown.';
comment on column published.daily_alerts.stage is 'How far along: speculation, talks, offer, agreement, under_way, delivered, used; own_conduct apart.';
comment on column published.daily_alerts.stage_rank is 'Stage as a number to sort by: 1 speculation to 7 used; 9 own conduct.';
comment on column published.daily_alerts.previous_stage is 'Stage in the last edition, where it differs.';
comment on column published.daily_alerts.stance is 'How firmly: asserted, alleged, denied, disputed.';
comment on column published.daily_alerts.said_by is 'Who says so, outermost first.';
comment on column published.daily_alerts.denied_by is 'Who denies it, where somebody does.';
comment on column published.daily_alerts.ruling is 'What the best fitting measure says: prohibited, urged, capped, exempt, not_in_force, outside.';
comment on column published.daily_alerts.paragraphs is 'Paragraphs touched, best first; a question mark where the number was not held against the resolution.';
comment on column published.daily_alerts.paragraphs_confirmed is 'Whether every paragraph number was held against the resolution itself.';
comment on column published.daily_alerts.reason is 'One English sentence: why this is an alert.';
comment on column published.daily_alerts.listed_refs is 'Reference numbers of UN-listed parties named, comma separated.';
comment on column published.daily_alerts.vessel_imo is 'IMO numbers of vessels named, comma separated.';
comment on column published.daily_alerts.documents is 'Documents that say it.';
comment on column published.daily_alerts.publishers is 'Publishers that say it; copies of one text count as often as they are printed.';
comment on column published.daily_alerts.first_known_at is 'When we first knew of it, UTC.';
comment on column published.daily_alerts.last_known_at is 'When we last learned of it, UTC.';
comment on column published.daily_alerts.quote is 'The words that the alert rests on, verbatim.';
comment on column published.daily_alerts.quote_language is 'Language of the quote: ISO 639-1, und where unknown.';
comment on column published.daily_alerts.publisher is 'Publisher of the quoted document.';
comment on column published.daily_alerts.title is 'Title of the quoted document.';
comment on column published.daily_alerts.url is 'Address of the quoted document.';
comment on column published.daily_alerts.published_at is 'When the quoted document was published; null where it does not say.';
comment on column published.daily_alerts.evidence_level is 'What is kept of it: bytes, excerpt or headline.';
comment on column published.daily_alerts.disposition is 'The last decision of an analyst, as of this edition.';
comment on column published.daily_alerts.catalogue_version is 'Version of the measures.';
comment on column published.daily_alerts.list_version is 'Version of the UN list.';
comment on column published.daily_alerts.reader_version is 'Version of the reader.';
comment on column published.daily_alerts.change_rank is 'Change as a number to sort by: 1 matters most.';
comment on column published.daily_alerts.position is 'Place in the edition: change, severity, credibility; what is left out by exclusion last.';
comment on column published.daily_alerts.difference is 'The change in words: what it was and what it is now.';
comment on column published.daily_alerts.independent is 'Publishers known to have a text of their own: prints of one text are one voice.';
comment on column published.daily_alerts.late is 'Whether it is news of a day that was already published.';
comment on column published.daily_alerts.excluded is 'Exclusion that sorts it last and leaves it out of digests: id, end and reason; null for all others.';
comment on column published.daily_alerts.includes is 'Ids of alerts that proved to be this same episode and stand in it, comma separated.';
comment on column published.daily_alerts.withdrawn is 'What had become of the page of the quote by the cut-off, where it was gone or no longer had these words; null where they stood.';
