-- How much of the ceilings on oil is used up this period, as far as deliveries are reported?
select paragraph, category, period_from, period_to, unit, reported, ceiling, round((100 * share)::numeric, 1) as per_cent, alerts
from published.cap_usage
where edition = (select edition from published.daily_attestation where edition is not null order by day desc limit 1)
order by category, period_from desc, ceiling is null, unit;
