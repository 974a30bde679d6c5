//! Bodies of bytes, as they are.

use crate::Body;

/// A body of bytes or a stream of them.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a body of bytes",
    label = "neither bytes nor an `api_core::Body`",
    note = "pass a `&[u8]`, a `Vec<u8>`, `api_core::Bytes`, an `api_core::Body`, or an `Option` \
            of one"
)]
pub trait BytesValue {
    /// The body; none for `None`.
    fn into_body(self) -> Option<Body>;
}

macro_rules! bytes_value {
    ($($type:ty: |$value:ident| $body:expr;)*) => {$(
        impl BytesValue for $type {
            fn into_body(self) -> Option<Body> {
                let $value = self;
                Some($body)
            }
        }
    )*};
}

bytes_value! {
    Body: |body| body;
    Vec<u8>: |bytes| Body::from(bytes);
    bytes::Bytes: |bytes| Body::from(bytes);
    crate::Bytes: |bytes| Body::from(bytes.into_inner());
    // Borrowed bytes are copied: a call outlives the statement that fills it.
    &[u8]: |bytes| Body::from(bytes.to_vec());
    &Vec<u8>: |bytes| Body::from(bytes.clone());
}

impl<const N: usize> BytesValue for [u8; N] {
    fn into_body(self) -> Option<Body> {
        Some(Body::from(self.to_vec()))
    }
}

impl<const N: usize> BytesValue for &[u8; N] {
    fn into_body(self) -> Option<Body> {
        Some(Body::from(self.to_vec()))
    }
}

impl<T: BytesValue> BytesValue for Option<T> {
    fn into_body(self) -> Option<Body> {
        self.and_then(T::into_body)
    }
}

#[cfg(feature = "server")]
pub(crate) use self::received::*;

#[cfg(feature = "server")]
mod received {
    use bytes::Bytes;

    use crate::Body;
    use crate::wire::invalid::InvalidValue;

    /// A body of bytes or a stream of them.
    #[diagnostic::on_unimplemented(
        message = "`{Self}` cannot be received as a body of bytes",
        label = "neither bytes nor an `api_core::Body`",
        note = "take a `&[u8]`, a `Vec<u8>`, `api_core::Bytes`, an `api_core::Body`, or an `Option` of one"
    )]
    pub trait ReceivedBytes: Sized + Send {
        /// Makes it of a body, if there is one.
        fn read(body: Option<Body>) -> Result<Self, InvalidValue>;
    }

    /// The bytes of a body that was read to its end; empty if there is none.
    fn at_hand(body: Option<&Body>) -> &[u8] {
        body.and_then(Body::as_bytes).unwrap_or_default()
    }

    impl ReceivedBytes for Body {
        fn read(body: Option<Body>) -> Result<Self, InvalidValue> {
            Ok(body.unwrap_or_default())
        }
    }

    impl ReceivedBytes for Vec<u8> {
        fn read(body: Option<Body>) -> Result<Self, InvalidValue> {
            Ok(at_hand(body.as_ref()).to_vec())
        }
    }

    impl ReceivedBytes for Bytes {
        fn read(body: Option<Body>) -> Result<Self, InvalidValue> {
            Ok(Self::copy_from_slice(at_hand(body.as_ref())))
        }
    }

    impl ReceivedBytes for crate::Bytes {
        fn read(body: Option<Body>) -> Result<Self, InvalidValue> {
            Bytes::read(body).map(Self)
        }
    }

    impl<const N: usize> ReceivedBytes for [u8; N] {
        fn read(body: Option<Body>) -> Result<Self, InvalidValue> {
            let bytes = at_hand(body.as_ref());
            bytes.try_into().map_err(|_| InvalidValue::expected(format_args!("{N} bytes")))
        }
    }

    impl<T: ReceivedBytes> ReceivedBytes for Option<T> {
        fn read(body: Option<Body>) -> Result<Self, InvalidValue> {
            body.map(|body| T::read(Some(body))).transpose()
        }
    }
}
