//! Complaints, from the outside: what the clerk, the unit, the complainant and the auditor see.

/// [`both_engines!`](yingshang_testkit::both_engines) with an [`Office`](office::Office).
macro_rules! on_both_engines {
    ($( $(#[$meta:meta])* async fn $name:ident($office:ident: Office) $body:block )+) => {
        yingshang_testkit::both_engines! {
            $(
                $(#[$meta])*
                async fn $name(server: TestServer) {
                    let $office = crate::complaints::office::Office::open(server).await;
                    $body
                }
            )+
        }
    };
}

mod audit;
pub mod database;
mod deadlines;
mod identity;
mod intake;
mod life;
mod lists;
mod materials;
pub mod office;
mod power_cord;
mod public;
mod refusals;
mod repeats;
mod settlement;
mod visibility;
