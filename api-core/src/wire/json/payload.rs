//! The payload of a failure, which an implementation sends as JSON.

use serde::Serialize;

use super::write::to_vec;
use crate::{ApiError, Result};

impl ApiError {
    /// Sets data about the failure, such as the fields that are wrong and why.
    ///
    /// ```
    /// # use api_core::ApiError;
    /// let error = ApiError::new(400, "invalid").with_payload(&["name", "size"])?;
    /// assert_eq!(error.payload::<Vec<String>>()?.unwrap(), ["name", "size"]);
    /// # Ok::<(), api_core::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Build`](crate::ErrorKind::Build) if JSON has no text for it, as for a number that
    /// is not finite.
    pub fn with_payload<P: Serialize + ?Sized>(self, payload: &P) -> Result<Self> {
        let json =
            to_vec(payload).map_err(|why| why.into_build_error("the payload of an error"))?;
        Ok(self.with_payload_text(json))
    }
}
