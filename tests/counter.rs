//! What the tests of the counter share: applications, notices, commitments and refusals meet the same office.

pub mod office;
mod opening;

/// [`both_engines!`](yingshang_testkit::both_engines) with a [`Counter`](office::Counter).
macro_rules! at_the_counter {
    ($( $(#[$meta:meta])* async fn $name:ident($counter:ident: Counter) $body:block )+) => {
        yingshang_testkit::both_engines! {
            $(
                $(#[$meta])*
                async fn $name(server: TestServer) {
                    let $counter = crate::counter::office::Counter::open(server).await;
                    $body
                }
            )+
        }
    };
}
pub(crate) use at_the_counter;
