//! Traits of every visibility.

#![deny(warnings, unreachable_pub)]


mod a {
    use api_core::{Result, api};

    #[api]
    pub(crate) trait Users {
        #[endpoint(GET, "/")]
        async fn get(&self) -> Result<String>;
    }
}
mod b {
    use api_core::{Result, api};

    #[api]
    pub(super) trait Users {
        #[endpoint(GET, "/")]
        async fn get(&self) -> Result<String>;
    }
}
mod c {
    use api_core::{Result, api};

    #[api]
    trait Users {
        #[endpoint(GET, "/")]
        async fn get(&self) -> Result<String>;
    }
}


pub(super) fn main() {}
