//! Accounts and the organisation on both engines: every test below runs once on a SQLite file and once on PostgreSQL.

#[macro_use]
#[path = "accounts/bed.rs"]
mod bed;
#[path = "accounts/authentication.rs"]
mod authentication;
#[path = "accounts/login.rs"]
mod login;
#[path = "accounts/organisation.rs"]
mod organisation;
#[path = "accounts/passwords.rs"]
mod passwords;
#[path = "accounts/request_bodies.rs"]
mod request_bodies;
#[path = "accounts/sessions.rs"]
mod sessions;
#[path = "accounts/users.rs"]
mod users;
