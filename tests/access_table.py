"""Who may do what, as a table: an address by its name, a method, and what each person gets.

ok: a page. away: sent on to another page. done: the same, and what was done is on record. login:
asked to sign in first. A number: refused, with that status. One word stands for everybody. What is
not here is refused to everybody, as no such method.

"elsewhere" and "here" moderate another domain and the one that it is about. "author" wrote the
proposal that it is about. "banned" is an administrator whose account was blocked while they were
signed in. Forms are sent filled in well: what comes of it is about who sends them.
"""

from typing import Final

PEOPLE: Final = ("anonymous", "member", "author", "elsewhere", "here", "administrator", "banned")

TABLE: Final = """
#                                          anonymous member author elsewhere here   administrator banned

# Reading
home                                GET    ok
search                              GET    ok
changes                             GET    ok
skill_list                          GET    ok
skill                               GET    ok
skill_role                          GET    ok
skill_map                           GET    ok
skill_history                       GET    ok
skill_activity                      GET    ok
skill_revision                      GET    ok
role_list                           GET    ok
role_compare                        GET    ok
role                                GET    ok
role_level                          GET    ok
role_radar                          GET    ok
compare_radar                       GET    ok
role_history                        GET    ok
role_activity                       GET    ok
role_revision                       GET    ok
domain_list                         GET    ok
domain                              GET    ok
domain_map                          GET    ok
domain_map_file                     GET    ok
domain_history                      GET    ok
domain_activity                     GET    ok
domain_revision                     GET    ok
group                               GET    ok
group_history                       GET    ok
group_activity                      GET    ok
group_revision                      GET    ok
about                               GET    ok
guidelines                          GET    ok
privacy                             GET    ok
terms                               GET    ok
contact                             GET    ok
robots                              GET    ok
sitemap                             GET    ok
django.contrib.sitemaps.views.sitemap GET  ok

# Proposals, and the people who make them
proposal_list                       GET    ok
proposal                            GET    ok
proposal_versions                   GET    ok
person                              GET    ok
ban_person                          GET    login     403    403    403       403    ok            login
ban_person                          POST   login     403    403    403       403    done          login
unban_person                        GET    login     403    403    403       403    ok            login
unban_person                        POST   login     403    403    403       403    done          login
community                           GET    ok
role_community                      GET    ok
group_community                     GET    ok
domain_community                    GET    ok

# Suggesting: what was written signed out is sent after signing in
suggest_cell                        GET    ok
suggest_cell                        POST   login     done   done   done      done   done          login
suggest_skill                       GET    ok
suggest_skill                       POST   login     done   done   done      done   done          login
suggest_role                        GET    ok
suggest_role                        POST   login     done   done   done      done   done          login
suggest_group                       GET    ok
suggest_group                       POST   login     done   done   done      done   done          login
suggest_domain                      GET    ok
suggest_domain                      POST   login     done   done   done      done   done          login
suggest_new_skill                   GET    ok
suggest_new_skill                   POST   login     done   done   done      done   done          login
suggest_new_role                    GET    ok
suggest_new_role                    POST   login     done   done   done      done   done          login
suggest_new_group                   GET    ok
suggest_new_group                   POST   login     done   done   done      done   done          login
suggest_new_domain                  GET    ok
suggest_new_domain                  POST   login     done   done   done      done   done          login
suggest_retire                      GET    ok
suggest_retire                      POST   login     done   done   done      done   done          login
revert                              GET    ok
revert                              POST   login     done   done   done      done   done          login
suggest_send_kept                   GET    login     away   away   away      away   away          login

# One's own proposal, and what one thinks of others'
revise                              GET    login     403    ok     403       403    403           login
revise                              POST   login     403    done   403       403    403           login
withdraw                            GET    login     403    ok     403       403    403           login
withdraw                            POST   login     403    done   403       403    403           login
propose_again                       POST   login     403    done   403       403    403           login
vote                                GET    login     ok     ok     ok        ok     ok            login
vote                                POST   login     away   403    away      away   away          login
rebase                              GET    login     403    ok     403       ok     ok            login
rebase                              POST   login     403    done   403       done   done          login

# Reviewing; together, only what is theirs to decide goes through
review                              GET    login     403    403    ok        ok     ok            login
review_proposal                     GET    login     403    403    403       ok     ok            login
review_approve                      POST   login     403    403    403       done   done          login
review_ask                          POST   login     403    403    403       done   done          login
review_reject                       POST   login     403    403    403       done   done          login
review_skip                         POST   login     403    403    away      away   away          login
review_claim                        POST   login     403    403    403       away   away          login
review_bulk                         GET    login     403    403    ok        ok     ok            login
review_bulk                         POST   login     403    403    away      done   done          login
review_spam                         GET    login     403    403    ok        ok     ok            login
review_spam                         POST   login     403    403    away      done   done          login
review_results                      GET    login     403    403    away      away   away          login
saved_replies                       GET    login     403    403    ok        ok     ok            login
saved_replies                       POST   login     403    403    away      away   away          login
saved_reply                         GET    login     403    403    404       ok     404           login
saved_reply                         POST   login     403    403    404       away   404           login
delete_saved_reply                  POST   login     403    403    404       away   404           login

# Talking: what was written signed out is sent after signing in
skill_comments                      GET    ok
role_comments                       GET    ok
group_comments                      GET    ok
domain_comments                     GET    ok
proposal_comments                   GET    ok
comment                             GET    away
comment_on_skill                    GET    ok
comment_on_skill                    POST   login     done   done   done      done   done          login
comment_on_role                     GET    ok
comment_on_role                     POST   login     done   done   done      done   done          login
comment_on_group                    GET    ok
comment_on_group                    POST   login     done   done   done      done   done          login
comment_on_domain                   GET    ok
comment_on_domain                   POST   login     done   done   done      done   done          login
comment_on_cell                     GET    ok
comment_on_cell                     POST   login     done   done   done      done   done          login
comment_on_proposal                 GET    ok
comment_on_proposal                 POST   login     done   done   done      done   done          login
comment_reply                       GET    ok
comment_reply                       POST   login     done   done   done      done   done          login
comment_edit                        GET    login     403    ok     403       403    403           login
comment_edit                        POST   login     403    done   403       403    403           login
delete_comment                      GET    login     403    ok     403       403    403           login
delete_comment                      POST   login     403    away   403       403    403           login
comment_report                      GET    ok        ok     403    ok        ok     ok            ok
comment_report                      POST   login     done   403    done      done   done          login
comment_hide                        GET    login     403    403    403       ok     ok            login
comment_hide                        POST   login     403    403    403       done   done          login
comment_unhide                      POST   login     403    403    403       away   away          login
comment_versions                    GET    login     403    403    403       ok     ok            login
reports                             GET    login     403    403    ok        ok     ok            login
settle_reports                      POST   login     403    403    403       done   done          login

# Watching over
patrol                              GET    login     403    403    ok        ok     ok            login
patrol_check                        POST   login     403    403    403       away   away          login
audit_log                           GET    login     403    403    ok        ok     ok            login
moderators                          GET    login     403    403    403       403    ok            login
moderators                          POST   login     403    403    403       403    done          login
dismiss_moderator                   GET    login     403    403    403       403    ok            login
dismiss_moderator                   POST   login     403    403    403       403    done          login
protection                          GET    ok
protection                          POST   login     403    403    403       403    done          login
redact                              GET    login     403    403    403       403    ok            login
redact                              POST   login     403    403    403       403    done          login

# Mails: their log, and switching them off from one of them, for whoever holds the link
deliveries                          GET    login     403    403    403       403    ok            login
delivery                            GET    login     403    403    403       403    ok            login
deliver_again                       POST   login     403    403    403       403    away          login
send_test_mail                      POST   login     403    403    403       403    away          login
unsubscribe                         GET    ok
unsubscribe                         POST   ok

# One's own pages
me                                  GET    ok
me_header                           GET    ok
my_proposals                        GET    login     ok     ok     ok        ok     ok            login
me_settings                         GET    login     ok     ok     ok        ok     ok            login
me_settings                         POST   login     away   away   away      away   away          login
me_mail                             GET    login     ok     ok     ok        ok     ok            login
me_mail                             POST   login     away   away   away      away   away          login
me_data                             GET    login     ok     ok     ok        ok     ok            login
me_data_download                    GET    login     ok     ok     ok        ok     ok            login
account_deleted                     GET    ok

# One's own growth: signed out it is kept in the browser, and shown to whoever holds the author's link
growth                              GET    ok
growth_goal                         GET    ok
growth_goal                         POST   login     away   away   away      away   away          login
growth_rate                         GET    ok
growth_rate                         POST   login     away   away   away      away   away          login
growth_gap                          GET    ok
growth_radar                        GET    login     404    404    404       404    404           login
growth_move                         GET    ok
growth_sheet                        GET    ok
growth_history                      GET    ok
growth_renew                        POST   login     away   away   away      away   away          login
growth_seen                         POST   login     away   away   away      away   away          login
growth_share                        POST   login     away   away   away      away   away          login
growth_take_over                    POST   login     ok     ok     ok        ok     ok            login
growth_kept                         POST   ok
growth_shared                       GET    ok
growth_here                         GET    ok
growth_here                         POST   login     away   away   away      away   away          login
growth_mine                         GET    ok

# Deleting an account takes its own name, here the author's, and then a proof of who is sitting there
me_delete                           GET    login     ok     ok     ok        ok     ok            login
me_delete                           POST   login     422    away   422       422    422           login
me_delete_code                      POST   login

# Feeds
changes_feed                        GET    ok
proposals_feed                      GET    ok
skill_feed                          GET    ok
role_feed                           GET    ok
group_feed                          GET    ok
domain_feed                         GET    ok

# Being told: only of one's own, and this one is the author's
notifications                       GET    login     ok     ok     ok        ok     ok            login
notifications_read                  POST   login     away   away   away      away   away          login
notification                        GET    login     404    away   404       404    404           login

# Watching: what was pressed signed out is done after signing in
watch_skill                         GET    ok
watch_skill                         POST   login     away   away   away      away   away          login
watch_role                          GET    ok
watch_role                          POST   login     away   away   away      away   away          login
watch_group                         GET    ok
watch_group                         POST   login     away   away   away      away   away          login
watch_domain                        GET    ok
watch_domain                        POST   login     away   away   away      away   away          login
watch_kept                          GET    login     away   away   away      away   away          login
my_watches                          GET    login     ok     ok     ok        ok     ok            login
my_watches                          POST   login     away   away   away      away   away          login

# Signing in and out. Only the administrator has a password here, the others come in by mailed code
account_login                       GET    ok        away   away   away      away   away          ok
account_login                       POST   422       away   away   away      away   away          422
account_logout                      GET    away      ok     ok     ok        ok     ok            away
account_logout                      POST   away
account_inactive                    GET    ok
account_signup                      GET    ok        away   away   away      away   away          ok
account_signup                      POST   422       away   away   away      away   away          422
account_request_login_code          GET    ok        away   away   away      away   away          ok
account_request_login_code          POST   422       away   away   away      away   away          422
account_confirm_login_code          GET    login     away   away   away      away   away          login
account_confirm_login_code          POST   login     away   away   away      away   away          login
account_email_verification_sent     GET    login     away   away   away      away   away          login
account_email_verification_sent     POST   login     away   away   away      away   away          login
account_reauthenticate              GET    login     403    403    403       403    ok            login
account_reauthenticate              POST   login     403    403    403       403    422           login
account_email                       GET    login     ok     ok     ok        ok     ok            login
account_email                       POST   login     away   away   away      away   away          login
account_change_password             GET    login     away   away   away      away   ok            login
account_change_password             POST   login     away   away   away      away   422           login
account_set_password                GET    login     ok     ok     ok        ok     away          login
account_set_password                POST   login     422    422    422       422    away          login
account_reset_password              GET    ok
account_reset_password              POST   422
account_confirm_password_reset_code GET    login
account_confirm_password_reset_code POST   login
account_complete_password_reset     GET    away
account_complete_password_reset     POST   away
account_password_reset_completed    GET    ok

# What keeps an account safe. Before most of it the administrator is asked for the password again
me_security                         GET    login     ok     ok     ok        ok     ok            login
me_sign_out_elsewhere               POST   login     away   away   away      away   away          login
me_sign_out_device                  POST   login     404    404    404       404    404           login
mfa_index                           GET    away
mfa_index                           POST   away
mfa_authenticate                    GET    login     away   away   away      away   away          login
mfa_authenticate                    POST   login     away   away   away      away   away          login
mfa_reauthenticate                  GET    login     403    403    403       403    away          login
mfa_reauthenticate                  POST   login     403    403    403       403    away          login
mfa_activate_totp                   GET    login     ok     ok     ok        ok     away          login
mfa_activate_totp                   POST   login     422    422    422       422    away          login
mfa_deactivate_totp                 GET    login     404    404    404       404    404           login
mfa_deactivate_totp                 POST   login     404    404    404       404    404           login
mfa_view_recovery_codes             GET    login     404    404    404       404    404           login
mfa_generate_recovery_codes         GET    login     ok     ok     ok        ok     away          login
mfa_generate_recovery_codes         POST   login     422    422    422       422    away          login
mfa_download_recovery_codes         GET    login     404    404    404       404    404           login
mfa_download_recovery_codes         POST   login     404    404    404       404    404           login
mfa_list_webauthn                   GET    away
mfa_list_webauthn                   POST   away
mfa_add_webauthn                    GET    login     ok     ok     ok        ok     away          login
mfa_add_webauthn                    POST   login     422    422    422       422    away          login
mfa_edit_webauthn                   GET    login     404    404    404       404    away          login
mfa_edit_webauthn                   POST   login     404    404    404       404    away          login
mfa_remove_webauthn                 GET    login     404    404    404       404    away          login
mfa_remove_webauthn                 POST   login     404    404    404       404    away          login
mfa_reauthenticate_webauthn         GET    login     403    403    403       403    away          login
mfa_reauthenticate_webauthn         POST   login     403    403    403       403    away          login
mfa_login_webauthn                  GET    login     away   away   away      away   away          login
mfa_login_webauthn                  POST   login     away   away   away      away   away          login

# Accounts elsewhere: nothing of the kind where the site has no keys for them
social_join                         GET    404
social_join                         POST   404
socialaccount_login_cancelled       GET    404
socialaccount_login_cancelled       POST   404
socialaccount_login_error           GET    404
socialaccount_login_error           POST   404
socialaccount_signup                GET    404
socialaccount_signup                POST   404
socialaccount_connections           GET    404
socialaccount_connections           POST   404
github_login                        GET    404
github_login                        POST   404
github_callback                     GET    404
github_callback                     POST   404
google_login                        GET    404
google_login                        POST   404
google_callback                     GET    404
google_callback                     POST   404
"""
