//! The docs on a port of this machine, for whoever writes them.

use std::net::Ipv4Addr;
use std::path::{Component, Path, PathBuf};

use axum::Router;
use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::http::{StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use tokio::net::TcpListener;

/// Serves a folder on loopback until the program is ended. Port 0 takes a free one.
pub fn run(folder: &Path, port: u16) -> Result<(), String> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| format!("the server does not start: {error}"))?;
    runtime.block_on(async {
        let failed = |error| {
            format!("port {port} cannot be listened on: {error}; give another one to --serve")
        };
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))
            .await
            .map_err(failed)?;
        let address = listener.local_addr().map_err(failed)?;
        println!("http://{address}/ until Ctrl-C");
        let router = Router::new().fallback(answer).with_state(folder.to_owned());
        axum::serve(listener, router).await.map_err(failed)
    })
}

async fn answer(State(folder): State<PathBuf>, uri: Uri) -> Response {
    let Some(mut path) = inside(&folder, uri.path()) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    if path.is_dir() {
        if !uri.path().ends_with('/') {
            // Relative links of the page need the slash.
            let to = format!("{}/", uri.path());
            return (StatusCode::FOUND, [("location", to)]).into_response();
        }
        path.push("index.html");
    }
    match std::fs::read(&path) {
        Ok(bytes) => ([(CONTENT_TYPE, content_type(&path))], bytes).into_response(),
        Err(_) => StatusCode::NOT_FOUND.into_response(),
    }
}

/// The file of an address, if the address stays inside the folder.
fn inside(folder: &Path, address: &str) -> Option<PathBuf> {
    let relative = Path::new(address.trim_start_matches('/'));
    relative
        .components()
        .all(|part| matches!(part, Component::Normal(_)))
        .then(|| folder.join(relative))
}

fn content_type(path: &Path) -> &'static str {
    match path.extension().and_then(|ending| ending.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("json") => "application/json",
        Some("yaml") => "application/yaml",
        _ => "text/plain; charset=utf-8",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_does_not_leave_the_folder() {
        let folder = Path::new("site");
        assert_eq!(
            inside(folder, "/0.1.0/index.html"),
            Some(folder.join("0.1.0/index.html"))
        );
        assert_eq!(inside(folder, "/"), Some(folder.join("")));
        for address in ["/../secret", "/a/../../secret", "//etc/passwd/.."] {
            assert_eq!(inside(folder, address), None, "{address}");
        }
    }
}
