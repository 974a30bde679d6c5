//! The names that generated code uses.

pub use super::builder::Builder;
pub use super::envelope::{DescribedEnvelope, EnvelopeName};
pub use super::failure::{DescribedFailure, Failures, NoBody, Undescribed};
pub use super::operation::Operation;
pub use super::pages::{DescribedPage, PageOf, PageTable, Untold};
pub use super::response::{DescribedByStatus, responses};
pub use super::schema::Untyped;
pub use super::security::Scheme;
