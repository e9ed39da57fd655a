-- How did one alert become what it is? Put its id in the place of A-0000000000.
select ordinal, known_at, kind, what, before, after, publisher, url
from published.alert_history
where alert_id = 'A-0000000000'
  and day = (select max(day) from published.alert_history where alert_id = 'A-0000000000')
order by ordinal;
