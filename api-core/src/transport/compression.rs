//! Decompression of responses, the same over every transport.
//!
//! reqwest and `tower-http` have it, too, and cannot be told three things: a body of several gzip
//! members is read to the end of the last (RFC 1952 §2.2), the response to HEAD keeps its
//! `Content-Length`, and a request for a range is not about a compressed body.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use async_compression::tokio::bufread;
use bytes::{Buf as _, Bytes};
use http::header::{ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_LENGTH, RANGE};
use http::{HeaderMap, HeaderValue, Method, Response, StatusCode};
use http_body::Frame;
use tokio::io::{AsyncBufRead, AsyncRead, ReadBuf};

use super::classify::DecompressionError;
use crate::headers::content_codings;
use crate::observe::Transferred;
use crate::{Body, BoxError};

/// The most that is decompressed at a time, in bytes.
const CHUNK: usize = 16 << 10;

/// The encodings that are decompressed, by the features that are on.
const ACCEPTED: HeaderValue = HeaderValue::from_static(match ENABLED {
    [true, true, true, true] => "gzip, br, zstd, deflate",
    [true, true, true, false] => "gzip, br, zstd",
    [true, true, false, true] => "gzip, br, deflate",
    [true, true, false, false] => "gzip, br",
    [true, false, true, true] => "gzip, zstd, deflate",
    [true, false, true, false] => "gzip, zstd",
    [true, false, false, true] => "gzip, deflate",
    [true, false, false, false] => "gzip",
    [false, true, true, true] => "br, zstd, deflate",
    [false, true, true, false] => "br, zstd",
    [false, true, false, true] => "br, deflate",
    [false, true, false, false] => "br",
    [false, false, true, true] => "zstd, deflate",
    [false, false, true, false] => "zstd",
    [false, false, false, _] => "deflate",
});

const ENABLED: [bool; 4] = [
    cfg!(feature = "gzip"),
    cfg!(feature = "brotli"),
    cfg!(feature = "zstd"),
    cfg!(feature = "deflate"),
];

/// Asks for a compressed response, unless the request says otherwise.
///
/// Not with HEAD, whose response would state the length of something that nobody gets.
pub(super) fn ask(method: &Method, headers: &mut HeaderMap) {
    if *method != Method::HEAD && !headers.contains_key(RANGE) {
        headers.entry(ACCEPT_ENCODING).or_insert(ACCEPTED);
    }
}

/// The response, its body decompressed if it has one that is compressed.
pub(super) fn decompress(head: bool, mut response: Response<Body>) -> Response<Body> {
    let bodiless = matches!(
        response.status(),
        // A part of a compressed body cannot be decompressed by itself.
        StatusCode::NO_CONTENT | StatusCode::NOT_MODIFIED | StatusCode::PARTIAL_CONTENT
    );
    let Some(coding) = coding(response.headers()).filter(|_| !head && !bodiless) else {
        return response;
    };
    response.headers_mut().remove(CONTENT_ENCODING);
    response.headers_mut().remove(CONTENT_LENGTH);
    let transferred = Transferred::default();
    response.extensions_mut().insert(transferred.clone());
    response.map(|body| Body::erase(Decompressed::new(coding, body, transferred)))
}

#[derive(Clone, Copy)]
enum Coding {
    #[cfg(feature = "gzip")]
    Gzip,
    #[cfg(feature = "brotli")]
    Brotli,
    #[cfg(feature = "zstd")]
    Zstd,
    #[cfg(feature = "deflate")]
    Deflate,
}

/// The one coding of a body, if this build knows it.
fn coding(headers: &HeaderMap) -> Option<Coding> {
    let codings = content_codings(headers);
    let [coding] = &*codings else { return None };
    match coding.as_str() {
        #[cfg(feature = "gzip")]
        "gzip" | "x-gzip" => Some(Coding::Gzip),
        #[cfg(feature = "brotli")]
        "br" => Some(Coding::Brotli),
        #[cfg(feature = "zstd")]
        "zstd" => Some(Coding::Zstd),
        #[cfg(feature = "deflate")]
        "deflate" => Some(Coding::Deflate),
        _ => None,
    }
}

enum Decoder {
    #[cfg(feature = "gzip")]
    Gzip(bufread::GzipDecoder<Source>),
    #[cfg(feature = "brotli")]
    Brotli(bufread::BrotliDecoder<Source>),
    #[cfg(feature = "zstd")]
    Zstd(bufread::ZstdDecoder<Source>),
    #[cfg(feature = "deflate")]
    Deflate(Inflater),
}

/// Runs the same on every decoder.
macro_rules! each {
    ($decoder:expr, $it:ident => $do:expr) => {
        match $decoder {
            #[cfg(feature = "gzip")]
            Decoder::Gzip($it) => $do,
            #[cfg(feature = "brotli")]
            Decoder::Brotli($it) => $do,
            #[cfg(feature = "zstd")]
            Decoder::Zstd($it) => $do,
            #[cfg(feature = "deflate")]
            Decoder::Deflate($it) => $do,
        }
    };
}

/// The coding `deflate`: in the format of zlib (RFC 9110 §8.4.1.2), or without it, as some servers send it
/// and other clients read it.
#[cfg(feature = "deflate")]
enum Inflater {
    /// The first byte tells the two apart.
    Unread(Source),
    Zlib(bufread::ZlibDecoder<Source>),
    Bare(bufread::DeflateDecoder<Source>),
}

#[cfg(feature = "deflate")]
impl Inflater {
    fn get_mut(&mut self) -> &mut Source {
        match self {
            Self::Unread(source) => source,
            Self::Zlib(decoder) => decoder.get_mut(),
            Self::Bare(decoder) => decoder.get_mut(),
        }
    }
}

#[cfg(feature = "deflate")]
impl AsyncRead for Inflater {
    fn poll_read(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        into: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        if let Self::Unread(source) = this {
            let first = ready!(Pin::new(&mut *source).poll_fill_buf(cx))?.first().copied();
            let source =
                std::mem::replace(source, Source::new(Body::empty(), Transferred::default()));
            // The method 8 and a window of at most 32 KiB (RFC 1950 §2.2). Bare, no encoder begins so.
            *this = match first {
                Some(byte) if byte & 0x0f != 8 || byte >> 4 > 7 => {
                    Self::Bare(bufread::DeflateDecoder::new(source))
                }
                _ => Self::Zlib(bufread::ZlibDecoder::new(source)),
            };
        }
        match this {
            Self::Unread(_) => Poll::Ready(Ok(())),
            Self::Zlib(decoder) => Pin::new(decoder).poll_read(cx, into),
            Self::Bare(decoder) => Pin::new(decoder).poll_read(cx, into),
        }
    }
}

/// A body that is decompressed while it is read.
struct Decompressed {
    decoder: Box<Decoder>,
    buffer: Box<[u8]>,
    ended: bool,
}

impl Decompressed {
    fn new(coding: Coding, body: Body, transferred: Transferred) -> Self {
        let source = Source::new(body, transferred);
        let decoder = match coding {
            #[cfg(feature = "gzip")]
            Coding::Gzip => {
                let mut decoder = bufread::GzipDecoder::new(source);
                decoder.multiple_members(true);
                Decoder::Gzip(decoder)
            }
            #[cfg(feature = "brotli")]
            Coding::Brotli => Decoder::Brotli(bufread::BrotliDecoder::new(source)),
            #[cfg(feature = "zstd")]
            Coding::Zstd => {
                let mut decoder = bufread::ZstdDecoder::new(source);
                decoder.multiple_members(true);
                Decoder::Zstd(decoder)
            }
            #[cfg(feature = "deflate")]
            Coding::Deflate => Decoder::Deflate(Inflater::Unread(source)),
        };
        Self { decoder: Box::new(decoder), buffer: vec![0; CHUNK].into(), ended: false }
    }

    fn source(&mut self) -> &mut Source {
        each!(&mut *self.decoder, it => it.get_mut())
    }

    /// The error of a body that could not be read, or could not be decompressed.
    fn error(&mut self, error: io::Error) -> BoxError {
        match self.source().failure.take() {
            Some(failure) => failure,
            None => DecompressionError(error.into()).into(),
        }
    }

    /// Ends the body, whose connection can be used again once it was read to its end.
    fn poll_end(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        self.ended = true;
        let rest = ready!(Pin::new(self.source()).poll_fill_buf(cx)).map(<[u8]>::len);
        Poll::Ready(match rest {
            Ok(0) => None,
            Ok(_) => {
                let error = io::Error::new(io::ErrorKind::InvalidData, "bytes behind the end");
                Some(Err(self.error(error)))
            }
            Err(error) => Some(Err(self.error(error))),
        })
    }
}

impl http_body::Body for Decompressed {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let this = self.get_mut();
        if this.ended {
            return this.poll_end(cx);
        }
        let mut read = ReadBuf::new(&mut this.buffer);
        let result = ready!(each!(&mut *this.decoder, it => Pin::new(it).poll_read(cx, &mut read)));
        let data = Bytes::copy_from_slice(read.filled());
        match result {
            Ok(()) if data.is_empty() => this.poll_end(cx),
            Ok(()) => Poll::Ready(Some(Ok(Frame::data(data)))),
            // A response without a body may say all the same how a body would be coded.
            Err(_) if this.source().empty && this.source().ended => this.poll_end(cx),
            Err(error) => Poll::Ready(Some(Err(this.error(error)))),
        }
    }
}

/// The compressed body, as a decoder reads it.
struct Source {
    body: Body,
    transferred: Transferred,
    chunk: Bytes,
    /// Nothing has come so far.
    empty: bool,
    ended: bool,
    /// Kept here, because a decoder passes on an `io::Error` and nothing else.
    failure: Option<BoxError>,
}

impl Source {
    fn new(body: Body, transferred: Transferred) -> Self {
        let chunk = Bytes::new();
        Self { body, transferred, chunk, empty: true, ended: false, failure: None }
    }
}

impl AsyncBufRead for Source {
    fn poll_fill_buf(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<&[u8]>> {
        let this = self.get_mut();
        while this.chunk.is_empty() && !this.ended {
            match ready!(http_body::Body::poll_frame(Pin::new(&mut this.body), cx)) {
                // Trailers are dropped.
                Some(Ok(frame)) => {
                    this.chunk = frame.into_data().unwrap_or_default();
                    this.transferred.add(this.chunk.len());
                    this.empty &= this.chunk.is_empty();
                }
                Some(Err(error)) => {
                    this.failure = Some(error);
                    return Poll::Ready(Err(io::ErrorKind::Other.into()));
                }
                None => this.ended = true,
            }
        }
        Poll::Ready(Ok(&this.chunk))
    }

    fn consume(self: Pin<&mut Self>, bytes: usize) {
        let this = self.get_mut();
        this.chunk.advance(bytes.min(this.chunk.len()));
    }
}

impl AsyncRead for Source {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        into: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let available = ready!(self.as_mut().poll_fill_buf(cx))?;
        let length = available.len().min(into.remaining());
        into.put_slice(available.get(..length).unwrap_or_default());
        self.consume(length);
        Poll::Ready(Ok(()))
    }
}
