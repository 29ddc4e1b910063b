//! The migrations are embedded at compile time from outside this package: build again when they change.

fn main() {
    println!("cargo:rerun-if-changed=../../migrations");
}
