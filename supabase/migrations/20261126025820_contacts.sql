-- Numbers of the association for the sheet that a team takes along; there is no free text.
alter table org.organisation
  add column on_call_phone text
    constraint organisation_on_call_phone_check check (on_call_phone ~ '^\+?[0-9][0-9 .()-]{1,22}[0-9]$'),
  add column coordination_phone text
    constraint organisation_coordination_phone_check check (coordination_phone ~ '^\+?[0-9][0-9 .()-]{1,22}[0-9]$');
comment on column org.organisation.on_call_phone is 'Whom a team on the street calls; printed on its sheet.';
