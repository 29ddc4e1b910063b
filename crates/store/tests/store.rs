//! The store on both engines: every test below runs once on a SQLite file and once on PostgreSQL.

#[macro_use]
#[path = "store/bed.rs"]
mod bed;
#[path = "store/accounts.rs"]
mod accounts;
#[path = "store/complaints.rs"]
mod complaints;
#[path = "store/deadlines.rs"]
mod deadlines;
#[path = "store/documents.rs"]
mod documents;
#[path = "store/doors.rs"]
mod doors;
#[path = "store/findings.rs"]
mod findings;
#[path = "store/paging.rs"]
mod paging;
#[path = "store/reconnect.rs"]
mod reconnect;
#[path = "store/records.rs"]
mod records;
#[path = "store/rows.rs"]
mod rows;
#[path = "store/schema.rs"]
mod schema;
#[path = "store/service_cases.rs"]
mod service_cases;
#[path = "store/service_items.rs"]
mod service_items;
#[path = "store/statistics.rs"]
mod statistics;
