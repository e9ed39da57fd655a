create view published.alert_counts with (security_barrier) as
with newest as (
  select e.catalogue_version
  from ledger.current_edition c
  join ledger.edition e on e.id = c.edition
  order by c.day desc
  limit 1
),
kinds as (
  select k.key as category, k.label, k.position
  from ledger.category k
  join newest n on n.catalogue_version = k.catalogue_version
),
stages (stage, stage_rank) as (
  values
    ('speculation', 1), ('talks', 2), ('offer', 3), ('agreement', 4),
    ('under_way', 5), ('delivered', 6), ('used', 7), ('own_conduct', 9)
),
days as (
  select generate_series(min(day), max(day), interval '1 day')::date as day from ledger.current_edition
),
counted as (
  select c.day, n.*
  from ledger.current_edition c
  cross join lateral (
    select
      a.category,
      a.stage_rank,
      count(*)::integer as alerts,
      count(*) filter (where a.change = 'new')::integer as new_alerts,
      max(a.severity) as max_severity
    from ledger.edition_alert a
    where a.edition = c.edition
    group by a.category, a.stage_rank
  ) n
)
select
  w.origin,
  c.edition,
  d.day,
  k.category,
  k.label as category_label,
  k.position as category_position,
  s.stage,
  s.stage_rank,
  case when c.edition is not null then coalesce(n.alerts, 0) end as alerts,
  case when c.edition is not null then coalesce(n.new_alerts, 0) end as new_alerts,
  n.max_severity,
  coalesce(t.state, 'BLIND') as attestation
from days d
cross join kinds k
cross join stages s
cross join ledger.world w
left join ledger.current_edition c on c.day = d.day
left join ledger.attestation t on t.edition = c.edition
left join counted n on n.day = d.day and n.category = k.category and n.stage_rank = s.stage_rank;

comment on view published.alert_counts is 'Day, category and stage, zeros included: for charts.';
comment on column published.alert_counts.origin is 'World of the row: live, or rehearsal (invented news).';
comment on column published.alert_counts.edition is 'Edition of the day; null where none was published.';
comment on column published.alert_counts.day is 'UTC day; every day from the first edition to the last.';
comment on column published.alert_counts.category is 'Key of the kind of conduct.';
comment on column published.alert_counts.category_label is 'The kind of conduct in words.';
comment on column published.alert_counts.category_position is 'Place of the category in the taxonomy, to sort by.';
comment on column published.alert_counts.stage is 'How far along.';
comment on column published.alert_counts.stage_rank is 'Stage as a number to sort by.';
comment on column published.alert_counts.alerts is 'Alerts of the edition; 0 where there are none, null where there is no edition: draw a gap.';
comment on column published.alert_counts.new_alerts is 'Those among them that are new.';
comment on column published.alert_counts.max_severity is 'The gravest among them; null where there are none.';
comment on column published.alert_counts.attestation is 'What the day can say: COMPLETE, PARTIAL or BLIND.';
