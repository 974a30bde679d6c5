//! The paths that a download is saved to, and what is beside them.

use api_core::ErrorKind;
use api_tests::{Server, head, response};

use crate::downloads::{FilesClient, TAG, cut, files, rest};
use crate::hostile::then;
use crate::saved::Folder;
use crate::support::*;

async fn save(api: &FilesClient, path: impl AsRef<std::path::Path>) -> api_core::Result<u64> {
    soon(api.file().await.unwrap().save_to(path)).await
}

/// A path of a folder is one, whether the folder is there or not.
#[api_tests::test]
async fn a_folder_is_no_file() {
    let server = Server::giving(response(200, &[TAG], "0123456789"));
    let api = files(&server);
    for end in ["there", "there/", "none/", "none/.", "none//", "none/..", "there/."] {
        let folder = Folder::new();
        std::fs::create_dir(folder.0.join("there")).unwrap();
        let error = save(&api, format!("{}/{end}", folder.0.display())).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Save, "{end}");
        assert_eq!(folder.names(), ["there"], "{end}");
    }
}

/// A file would take its place.
#[cfg(unix)]
#[api_tests::test]
async fn a_device_is_no_file() {
    let folder = Folder::new();
    let link = folder.0.join("link");
    std::os::unix::fs::symlink("/dev/null", &link).unwrap();
    let socket = folder.0.join("socket");
    let _socket = std::os::unix::net::UnixListener::bind(&socket).unwrap();
    let server = Server::giving(response(200, &[TAG], "0123456789"));
    for path in [&link, &socket] {
        let before = std::fs::symlink_metadata(path).unwrap().file_type();
        let error = save(&files(&server), path).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Save);
        assert_eq!(std::fs::symlink_metadata(path).unwrap().file_type(), before);
    }
    assert_eq!(folder.names(), ["link", "socket"]);
}

#[cfg(unix)]
#[api_tests::test]
async fn a_link_to_a_file_is_replaced() {
    let folder = Folder::new();
    let (link, aim) = (folder.0.join("link"), folder.0.join("aim"));
    std::fs::write(&aim, "old").unwrap();
    std::os::unix::fs::symlink(&aim, &link).unwrap();
    let server = Server::giving(response(200, &[TAG], "0123456789"));
    save(&files(&server), &link).await.unwrap();
    assert_eq!(std::fs::read(&link).unwrap(), b"0123456789");
    assert_eq!(std::fs::read(&aim).unwrap(), b"old");
}

/// What has the name of a part need not be one.
#[api_tests::test]
async fn a_part_that_cannot_be_gone_on_with_is_left() {
    let folder = Folder::new();
    let path = folder.0.join("file");
    let server = Server::scripts([cut("0123", &[TAG])]);
    save(&files(&server), &path).await.unwrap_err();
    let part = folder.names().remove(0);
    std::fs::remove_file(folder.0.join(&part)).unwrap();
    std::fs::create_dir(folder.0.join(&part)).unwrap();
    let server = Server::giving(response(200, &[TAG], "0123456789"));
    assert_eq!(save(&files(&server), &path).await.unwrap(), 10);
    assert_eq!(folder.names(), ["file".to_owned(), part]);
    assert_eq!(std::fs::read(&path).unwrap(), b"0123456789");
}

/// Otherwise no download of it would ever succeed, though the server gives the whole.
#[api_tests::test]
async fn a_part_that_the_server_has_no_rest_of_is_removed() {
    let whole = [head(200, &[TAG, ("Transfer-Encoding", "chunked")]), chunk("0123456789")].concat();
    let whole = [&whole, END].concat();
    for rest in [
        response(416, &[("Content-Range", "bytes */10")], ""),
        response(206, &[("Content-Range", "bytes 0-9/10"), TAG], "0123456789"),
        response(206, &[("Content-Range", "bytes 12-9/10"), TAG], ""),
        response(206, &[TAG], "0123456789"),
    ] {
        let folder = Folder::new();
        let path = folder.0.join("file");
        // As long as it was not yet, or longer than it is: somebody else wrote to it.
        let begun = [head(200, &[TAG, ("Transfer-Encoding", "chunked")]), chunk("0123")].concat();
        let server = Server::scripts([then(begun)]);
        save(&files(&server), &path).await.unwrap_err();
        let part = folder.0.join(folder.names().remove(0));
        std::fs::write(&part, "0123456789abc").unwrap();
        let whole = whole.clone();
        let server = Server::responding(move |request| match request.header("range").is_empty() {
            true => whole.clone(),
            false => rest.clone(),
        });
        let api = files(&server);
        save(&api, &path).await.unwrap_err();
        assert!(folder.names().is_empty());
        assert_eq!(save(&api, &path).await.unwrap(), 10);
        assert_eq!(std::fs::read(&path).unwrap(), b"0123456789");
    }
}

/// A response that is no HTTP in the middle says nothing of the bytes before.
#[api_tests::test]
async fn a_part_before_a_broken_chunk_is_gone_on_with() {
    let folder = Folder::new();
    let path = folder.0.join("file");
    let head = head(200, &[TAG, ("Transfer-Encoding", "chunked")]);
    let server = Server::scripts([then([&head[..], &chunk("0123"), b"zz\r\n"].concat())]);
    let error = save(&files(&server), &path).await.unwrap_err();
    assert_eq!((error.kind(), folder.names().len()), (ErrorKind::Protocol, 1), "{error}");
    let whole = [&head[..], &chunk("0123456789"), END].concat();
    let server = Server::scripts([then(whole), rest(4, "456789")]);
    assert_eq!(save(&files(&server), &path).await.unwrap(), 10);
    assert_eq!(server.requests()[1].header("range"), ["bytes=4-"]);
    assert_eq!(std::fs::read(&path).unwrap(), b"0123456789");
}

/// One that ends while another begins takes its part away from under the other's feet.
#[api_tests::test]
async fn downloads_to_one_path_do_not_disturb_each_other() {
    let server = Server::giving(response(200, &[TAG], "0123456789"));
    let api = files(&server);
    for _ in 0..60 {
        let folder = Folder::new();
        let path = folder.0.join("file");
        let all = (0..4).map(|_| save(&api, &path));
        for saved in futures_util::future::join_all(all).await {
            assert_eq!(saved.unwrap(), 10);
        }
        assert_eq!(std::fs::read(&path).unwrap(), b"0123456789");
        assert_eq!(folder.names(), ["file"]);
    }
}
