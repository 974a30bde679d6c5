//! The errors of an endpoint by status, in words of OpenAPI.

use std::marker::PhantomData;

use schemars::JsonSchema;
use serde_json::Value;

use super::operation::Operation;
use super::schema::BySchema;
use super::types::Types;
use crate::{Bytes, Text};

/// The body of a failure.
#[derive(Debug)]
pub enum FailureContent {
    /// None is documented.
    Nothing,
    /// JSON with this schema.
    Json(Value),
    /// Text.
    Text,
    /// Bytes of any type.
    Bytes,
}

/// No body: that of a variant that holds nothing.
#[derive(Debug)]
pub enum NoBody {}

/// Marks bodies that are taken as they are sent, and the lack of one.
#[derive(Debug)]
pub struct AsSent;

/// A type of bodies of failures. The parameter `K` keeps the implementations apart.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be described, which `openapi` asks for",
    label = "does not implement `schemars::JsonSchema`",
    note = "derive `schemars::JsonSchema` (of schemars 1) on it, or take `openapi` off the trait"
)]
pub trait DescribedBody<K> {
    /// The content of the response.
    fn content(types: &mut Types) -> FailureContent;
}

#[diagnostic::do_not_recommend]
impl<T: JsonSchema> DescribedBody<BySchema> for T {
    fn content(types: &mut Types) -> FailureContent {
        FailureContent::Json(types.received::<T>())
    }
}

macro_rules! as_sent {
    ($($type:ty: $content:ident;)*) => {$(
        #[diagnostic::do_not_recommend]
        impl DescribedBody<AsSent> for $type {
            fn content(_: &mut Types) -> FailureContent {
                FailureContent::$content
            }
        }
    )*};
}

as_sent! {
    NoBody: Nothing;
    Bytes: Bytes;
    Text: Text;
}

/// The types of the bodies of variants, one in the other. The parameter `K` has one marker for each.
#[diagnostic::on_unimplemented(
    message = "a variant for a status cannot be described, which `openapi` asks for",
    label = "the body of one of its variants does not implement `schemars::JsonSchema`",
    note = "derive `schemars::JsonSchema` (of schemars 1) on it, or take `openapi` off the trait"
)]
pub trait BodyList<K> {
    /// The content of each.
    fn contents(types: &mut Types) -> Vec<FailureContent>;
}

impl BodyList<()> for () {
    fn contents(_: &mut Types) -> Vec<FailureContent> {
        Vec::new()
    }
}

#[diagnostic::do_not_recommend]
impl<T: DescribedBody<K>, K, U: BodyList<L>, L> BodyList<(K, L)> for (T, U) {
    fn contents(types: &mut Types) -> Vec<FailureContent> {
        let first = T::content(types);
        std::iter::once(first).chain(U::contents(types)).collect()
    }
}

/// An error with a variant for each status, and what the variants hold. Derived.
pub trait DescribedFailure {
    /// The types of the variants' bodies: `(Basic, (NoBody, ()))`.
    type Bodies;
    /// The statuses and the docs of the variants; no statuses for all that no other has.
    const VARIANTS: &'static [(&'static [u16], &'static str)];
}

/// The error of an endpoint. Generated code calls its method, which is this type's own for an error by
/// status, and for any other that of [`Undescribed`]: `From<Error>` is all that is known of those.
#[derive(Debug)]
pub struct Failures<E>(PhantomData<E>);

impl<E> Failures<E> {
    /// The error of an endpoint.
    #[must_use]
    #[expect(clippy::new_without_default, reason = "generated code alone makes it")]
    pub fn new() -> Self {
        Self(PhantomData)
    }
}

impl<E: DescribedFailure> Failures<E> {
    /// Gives the function that describes the failures of an endpoint.
    #[must_use]
    pub fn describe<K>(self) -> fn(&mut Operation<'_>)
    where
        E::Bodies: BodyList<K>,
    {
        |operation| {
            let contents = E::Bodies::contents(operation.types());
            let variants = E::VARIANTS.iter().zip(contents);
            for (&(statuses, docs), content) in variants {
                operation.failure(statuses, docs, content);
            }
        }
    }
}

/// The way for an error that is described by nothing.
pub trait Undescribed: Sized {
    /// Gives a function that does nothing.
    #[must_use]
    fn describe(self) -> fn(&mut Operation<'_>) {
        |_| {}
    }
}

impl<E> Undescribed for Failures<E> {}
