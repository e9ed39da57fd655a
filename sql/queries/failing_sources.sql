-- Which sources failed on most of the last 14 days?
select source, title, count(*) as days, count(*) filter (where state not in ('fresh', 'empty', 'off')) as bad_days,
       sum(documents) as documents, max(last_read_at) as last_read_at
from published.source_health
where day > current_date - 14 and expected
group by source, title
order by bad_days desc, source;
