//! Builds again when a page of the embedded library is added, changed or taken away.

fn main() {
    println!("cargo:rerun-if-changed=content");
}
