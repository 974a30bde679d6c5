//! A variant holds a type that no response can be read as.

use api_core::ByStatus;

#[derive(Debug)]
struct Week;

#[derive(Debug, ByStatus)]
enum Weeks {
    #[status(200)]
    Ready(Week),
}

fn main() {}
