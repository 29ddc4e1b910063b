//! How many registrations a second the write door takes: a complaint, three deadlines, an event, a message and a number
//! in each unit.
//!
//! `cargo run --release -p yingshang-store --example create_rate -- [URL] [UNITS] [CALLERS]`
#![allow(clippy::print_stdout, reason = "a program for a terminal")]
#![allow(missing_docs)]

#[path = "../tests/store/rows.rs"]
#[allow(dead_code, reason = "the tests use more of it")]
mod rows;

use std::time::Instant;
use yingshang_store::{Conn, Store, StoreConfig, StoreError, Unit, complaint, counter, deadline, event, outbox};

/// As in the service.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn register(conn: &mut Conn, id: u32) -> Result<(), StoreError> {
    let number = counter::next(conn, "complaint", "2026")?;
    let mut case = rows::complaint(id);
    case.number = format!("TS-2026-{number:07}");
    case.document = "{\"text\": \"办理社保转移时窗口多次让补材料\"}".repeat(20);
    complaint::insert(conn, &case)?;
    let deadlines: Vec<_> = (0..3).map(|n| rows::deadline(&format!("d-{id:07}-{n}"), &case.id)).collect();
    deadline::insert_all(conn, &deadlines)?;
    let entry = rows::event(&case.id, 1);
    event::append(conn, &entry)?;
    outbox::insert(conn, &rows::message(id, &entry))
}

fn main() -> Result<(), StoreError> {
    let mut arguments = std::env::args().skip(1);
    let url = arguments.next().unwrap_or_else(|| {
        format!("sqlite:{}", std::env::temp_dir().join(format!("create-rate-{}.db", std::process::id())).display())
    });
    let units: u32 = arguments.next().and_then(|text| text.parse().ok()).unwrap_or(20_000);
    let callers: u32 = arguments.next().and_then(|text| text.parse().ok()).unwrap_or(64);

    Store::migrate(&url)?;
    let store = Store::open(&StoreConfig { url, read_threads: 2, queue: 1024 })?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .map_err(|error| StoreError::Unavailable(error.to_string()))?;
    let started = Instant::now();
    runtime.block_on(async {
        let mut tasks = Vec::new();
        for caller in 0..callers {
            let store = store.clone();
            tasks.push(tokio::spawn(async move {
                for id in (caller..units).step_by(callers as usize) {
                    store.write(move |conn| register(conn, id).map(Unit::Commit)).await?;
                }
                Ok::<_, StoreError>(())
            }));
        }
        for task in tasks {
            task.await.map_err(|_| StoreError::Panicked)??;
        }
        Ok::<_, StoreError>(())
    })?;
    println!("{:.0} registrations a second", f64::from(units) / started.elapsed().as_secs_f64());
    store.close();
    Ok(())
}
