//! A download to a file: beside it first, under its name once all is there.

use std::fmt;
use std::fs::{self, File, OpenOptions};
use std::future::{Future, IntoFuture, poll_fn};
use std::io::{self, Read as _, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::task::{Context, Poll};

use http::HeaderValue;
use tokio::io::AsyncWriteExt as _;
use tokio::task::spawn_blocking;

use super::digest::Check;
use super::download::Piece;
use super::file_name::LONGEST;
use super::{ByteStream, Kind};
use crate::body::Progress;
use crate::short_name::short_name;
use crate::{Error, ErrorKind, Result};

/// A download that is saved to a file when it is awaited. See [`ByteStream::save_to`].
#[must_use = "a download is saved when this is awaited"]
pub struct Save {
    pub(super) stream: ByteStream,
    pub(super) path: PathBuf,
}

impl Save {
    /// Calls `observe` after each piece, with the bytes so far and the length if it is known.
    pub fn progress(mut self, observe: impl FnMut(u64, Option<u64>) + Send + 'static) -> Self {
        self.stream.progress = Some(Progress::new(observe));
        self
    }
}

impl IntoFuture for Save {
    type Output = Result<u64>;
    type IntoFuture = SaveFuture;

    fn into_future(self) -> SaveFuture {
        SaveFuture(Box::pin(save(self.stream, self.path)))
    }
}

impl fmt::Debug for Save {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Save").field("stream", &self.stream).field("path", &self.path).finish()
    }
}

/// A download on its way to a file. Gives the number of bytes.
pub struct SaveFuture(Pin<Box<dyn Future<Output = Result<u64>> + Send>>);

impl Future for SaveFuture {
    type Output = Result<u64>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<u64>> {
        self.0.as_mut().poll(cx)
    }
}

impl fmt::Debug for SaveFuture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SaveFuture")
    }
}

async fn save(mut stream: ByteStream, path: PathBuf) -> Result<u64> {
    let failed = |error: io::Error| cannot_write(&path, error);
    let (tag, total) = (stream.tag(), stream.length());
    let check = stream.check.take();
    let beside = path.clone();
    let opened = spawn_blocking(move || Part::open(&beside, tag.as_deref(), total, check)).await;
    let Opened { part, file, size, check } =
        opened.unwrap_or_else(|error| Err(io::Error::other(error))).map_err(failed)?;
    stream.check = check;
    stream.begin_at(size);
    let mut file = tokio::fs::File::from_std(file);
    // Dropped before the file is: another download may claim what is not locked, and must not have it
    // removed.
    let mut part = part;
    let result = write(&mut stream, &mut file, &mut part, &path, size).await;
    let bytes = result.inspect_err(|error| {
        // What has wrong content must not be continued. Nor what the server has no rest of: each download
        // would fail as this one did.
        part.keep &= error.kind() != ErrorKind::Decode && !stream.has_no_rest();
    })?;
    file.sync_all().await.map_err(failed)?;
    tokio::fs::rename(&part.path, &path).await.map_err(failed)?;
    part.keep = true;
    Ok(bytes)
}

/// Writes the content into a file that has `size` bytes of it.
async fn write(
    stream: &mut ByteStream,
    file: &mut tokio::fs::File,
    part: &mut Part,
    path: &Path,
    mut size: u64,
) -> Result<u64> {
    let failed = |error: io::Error| cannot_write(path, error);
    loop {
        match poll_fn(|cx| stream.poll_piece(cx)).await.transpose() {
            Ok(Some(Piece::Data(bytes))) => {
                file.write_all(&bytes).await.map_err(failed)?;
                size += bytes.len() as u64;
            }
            Ok(Some(Piece::Restarted)) => {
                // It is named by the content before, and must not be gone on with as a part of that.
                part.keep = false;
                file.flush().await.map_err(failed)?;
                file.set_len(0).await.map_err(failed)?;
                tokio::io::AsyncSeekExt::rewind(file).await.map_err(failed)?;
                size = 0;
            }
            Ok(None) => {
                file.flush().await.map_err(failed)?;
                return Ok(size);
            }
            Err(error) => {
                // So that the next download goes on behind all of it.
                file.flush().await.map_err(failed)?;
                return Err(error);
            }
        }
    }
}

impl ByteStream {
    /// The text that tells this content from any other, if a later download could go on with it.
    fn tag(&mut self) -> Option<String> {
        let Kind::Received(download) = &mut self.kind else { return None };
        download.may_restart = true;
        let validator = download.validator()?.as_bytes();
        let total = download.total.unwrap_or_default().to_be_bytes();
        let coding = download.coding.as_ref().map_or(&[][..], HeaderValue::as_bytes);
        Some(short_name(&[validator, &total, coding]))
    }

    /// True if the server had no rest of the bytes so far.
    fn has_no_rest(&self) -> bool {
        matches!(&self.kind, Kind::Received(download) if download.has_no_rest)
    }

    /// Goes on behind the first `size` bytes, which are there.
    fn begin_at(&mut self, size: u64) {
        let Kind::Received(download) = &mut self.kind else { return };
        match download.total {
            _ if size == 0 => return,
            Some(total) if total == size => download.complete(size),
            _ => download.skip_to(size),
        }
        if let Some(progress) = &mut self.progress {
            progress.restart(size);
        }
    }
}

/// The file beside the one that is saved. Removed when dropped, unless it is to be kept.
struct Part {
    path: PathBuf,
    keep: bool,
}

struct Opened {
    part: Part,
    file: File,
    /// The bytes that are there already.
    size: u64,
    /// The hash of them.
    check: Option<Check>,
}

impl Part {
    /// Opens the part of an earlier download of the same content, or begins one.
    fn open(
        path: &Path,
        tag: Option<&str>,
        total: Option<u64>,
        mut check: Option<Check>,
    ) -> io::Result<Opened> {
        check_destination(path)?;
        let own = tag.map(|tag| beside(path, tag));
        if let Some((path, mut file)) = own.and_then(claim) {
            if total.is_some_and(|total| file.metadata().is_ok_and(|it| it.len() > total)) {
                file.set_len(0)?;
            }
            if let Some(check) = &mut check {
                hash(&mut file, check)?;
            }
            let size = file.seek(SeekFrom::End(0))?;
            return Ok(Opened { part: Self { path, keep: true }, file, size, check });
        }
        let path = beside(path, &format!("{:016x}", fastrand::u64(..)));
        let file = OpenOptions::new().create_new(true).write(true).open(&path)?;
        Ok(Opened { part: Self { path, keep: false }, file, size: 0, check })
    }
}

/// Fails if nothing can be saved to this path. Found out by renaming, it would be too late: all would have
/// been downloaded, or a device would be gone.
fn check_destination(path: &Path) -> io::Result<()> {
    // A path with a separator or a dot behind the name is one of a folder, which need not be there.
    let is_of_file = path
        .file_name()
        .is_some_and(|name| path.as_os_str().as_encoded_bytes().ends_with(name.as_encoded_bytes()));
    match fs::metadata(path) {
        Ok(about) if about.is_file() && is_of_file => Ok(()),
        Ok(about) if !about.is_dir() && is_of_file => {
            Err(io::Error::other("it is a device or a pipe, which a file would replace"))
        }
        Err(_) if is_of_file => Ok(()),
        _ => Err(io::ErrorKind::IsADirectory.into()),
    }
}

/// Opens the part of that name for this download alone. `None` if another download is at it, or nobody can
/// be.
fn claim(path: PathBuf) -> Option<(PathBuf, File)> {
    let file =
        OpenOptions::new().create(true).read(true).write(true).truncate(false).open(&path).ok()?;
    file.try_lock().ok()?;
    // The other download may have ended in between: what was opened is no part any more.
    let is_part = file.metadata().is_ok_and(|about| about.is_file()) && is_at(&file, &path);
    is_part.then_some((path, file))
}

/// True if the file is the one that the path names now.
#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;

    let place = |about: fs::Metadata| (about.dev(), about.ino());
    file.metadata().ok().map(place) == fs::metadata(path).ok().map(place)
}

/// True if the path names a file. Which one, the standard library does not tell here.
#[cfg(not(unix))]
fn is_at(_: &File, path: &Path) -> bool {
    path.exists()
}

impl Drop for Part {
    fn drop(&mut self) {
        if !self.keep {
            _ = fs::remove_file(&self.path);
        }
    }
}

fn hash(file: &mut File, check: &mut Check) -> io::Result<()> {
    let mut buffer = vec![0; 64 << 10];
    loop {
        match file.read(&mut buffer)? {
            0 => return Ok(()),
            read => check.update(buffer.get(..read).unwrap_or_default()),
        }
    }
}

fn beside(path: &Path, tag: &str) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    let end = format!(".{tag}.part");
    if name.len() + end.len() > LONGEST {
        name = short_name(&[name.as_encoded_bytes()]).into();
    }
    name.push(end);
    path.with_file_name(name)
}

#[cold]
fn cannot_write(path: &Path, error: io::Error) -> Error {
    let message = format!("the file `{}` cannot be written", path.display());
    Error::new(ErrorKind::Save, message).with_source(error)
}
