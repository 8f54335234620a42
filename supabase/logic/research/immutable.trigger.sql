create or replace trigger noisy_square_immutable
before update or delete on release.noisy_square
for each row execute function release.refuse_change();
create or replace trigger noisy_square_no_truncate
before truncate on release.noisy_square
for each statement execute function release.refuse_change();
create or replace trigger research_leaf_immutable
before update or delete on release.research_leaf
for each row execute function release.refuse_change();
create or replace trigger research_leaf_no_truncate
before truncate on release.research_leaf
for each statement execute function release.refuse_change();
create or replace trigger research_square_immutable
before update or delete on release.research_square
for each row execute function release.refuse_change();
create or replace trigger research_square_no_truncate
before truncate on release.research_square
for each statement execute function release.refuse_change();
create or replace trigger research_value_immutable
before update or delete on release.research_value
for each row execute function release.refuse_change();
create or replace trigger research_value_no_truncate
before truncate on release.research_value
for each statement execute function release.refuse_change();
create or replace trigger research_effort_immutable
before update or delete on release.research_effort
for each row execute function release.refuse_change();
create or replace trigger research_effort_no_truncate
before truncate on release.research_effort
for each statement execute function release.refuse_change();
create or replace trigger flow_immutable
before update or delete on release.flow
for each row execute function release.refuse_change();
create or replace trigger flow_no_truncate
before truncate on release.flow
for each statement execute function release.refuse_change();
create or replace trigger profile_effort_immutable
before update or delete on release.profile_effort
for each row execute function release.refuse_change();
create or replace trigger profile_effort_no_truncate
before truncate on release.profile_effort
for each statement execute function release.refuse_change();
create or replace trigger profile_value_immutable
before update or delete on release.profile_value
for each row execute function release.refuse_change();
create or replace trigger profile_value_no_truncate
before truncate on release.profile_value
for each statement execute function release.refuse_change();
