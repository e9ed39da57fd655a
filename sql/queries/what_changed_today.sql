-- What changed in the newest edition, gravest and best founded first?
select change, excluded, severity, credibility, supplier_country, recipient_country, goods, stage, difference, quote, paragraphs, publisher
from published.daily_alerts
where day = (select max(day) from published.daily_attestation where edition is not null)
  and change <> 'unchanged'
order by position;
