-- How many alerts a day and kind of conduct? Null is a day without sight: draw a gap, not a zero.
select day, category_label, sum(alerts) as alerts, sum(new_alerts) as new_alerts, min(attestation) as attestation
from published.alert_counts
group by day, category_label, category_position
order by day, category_position;
