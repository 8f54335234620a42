alter table org.member add column follows uuid;
alter table org.member add column invitation_id uuid;
alter table org.invitation add column replaces uuid;

alter table org.member add constraint member_follows_fkey
foreign key (follows) references org.member (id) on delete set null not valid;
alter table org.member add constraint member_invitation_id_fkey
foreign key (invitation_id) references org.invitation (id) on delete set null not valid;
alter table org.invitation add constraint invitation_replaces_fkey
foreign key (replaces) references org.member (id) on delete set null not valid;

create index member_follows_idx on org.member (follows);
create index member_invitation_id_idx on org.member (invitation_id);
create index member_user_id_idx on org.member (user_id);
create index invitation_replaces_idx on org.invitation (replaces);

comment on column org.member.follows is
  'The membership of the same person that this one took the place of: a forgotten password, or another role.';
comment on column org.member.invitation_id is 'The invitation it was joined with; its label tells admins which account this is.';
comment on column org.invitation.replaces is 'The membership that ends when the invitation is used.';
