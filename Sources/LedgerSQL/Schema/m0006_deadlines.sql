-- Never edited once landed. Apart from the columns, as m0003_clocks is.

CREATE INDEX registration_reviewer_due ON registration (reviewer_due_at) WHERE reviewer_due_at IS NOT NULL;
CREATE INDEX registration_partner_due ON registration (partner_due_at) WHERE partner_due_at IS NOT NULL;
