-- Rows written before emergencies, oppositions, purposes and default masking existed say nothing of them: the defaults, said explicitly.
update record_policy set policy =
    '{"depositOppositions": [], "emergency": {"callCentre": true, "breakGlass": true, "masked": false}, "purposes": [], "masksNewDocuments": false}'::jsonb || policy;
