//! The pages of the site, served to this machine alone.

use std::collections::BTreeMap;
use std::net::Ipv4Addr;
use std::path::{Path, PathBuf};

use tiny_http::{Header, Method, Request, Response, Server, StatusCode};

use super::TaskError;
use crate::store::disk::{self, DiskError};

/// Where the site stands after `web/build`, in a copy of the repository.
pub const SITE: &str = "web/dist";
/// The files of the site, with their types. Nothing else is ever read or sent.
const FILES: [(&str, &str); 5] = [
    ("index.html", "text/html; charset=utf-8"),
    ("site.js", "text/javascript; charset=utf-8"),
    ("site.css", "text/css; charset=utf-8"),
    ("engine.js", "text/javascript; charset=utf-8"),
    ("sw.js", "text/javascript; charset=utf-8"),
];
/// What pages may do: load what is theirs and nothing else.
const POLICY: &str = "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self' blob:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

/// The site, in memory.
#[derive(Debug)]
pub struct Site {
    /// By path of a request: type and content.
    files: BTreeMap<String, (&'static str, Vec<u8>)>,
}

/// A site that is being served.
pub struct ServedSite {
    server: Server,
    site: Site,
    port: u16,
}

impl Site {
    /// Reads a site that was built.
    ///
    /// # Errors
    /// When it was not built, or a file of it cannot be read.
    pub fn read(folder: &Path) -> Result<Self, TaskError> {
        let mut files = BTreeMap::new();
        for (name, kind) in FILES {
            let path = folder.join(name);
            if !disk::is_regular(&path) {
                return Err(TaskError::NoSite { folder: folder.to_owned(), missing: name });
            }
            let content = disk::read_own(&path)?;
            files.insert(format!("/{name}"), (kind, content));
        }
        let first = files["/index.html"].clone();
        files.insert("/".to_owned(), first);
        Ok(Self { files })
    }

    /// Begins to listen on this machine alone, on a port, or on a free one for 0.
    ///
    /// # Errors
    /// When the port is taken.
    pub fn listen(self, port: u16) -> Result<ServedSite, TaskError> {
        let server = Server::http((Ipv4Addr::LOCALHOST, port)).map_err(|error| {
            let place = PathBuf::from(format!("port {port}"));
            DiskError::failed("listen on", &place, std::io::Error::other(error.to_string()))
        })?;
        let port = server.server_addr().to_ip().map_or(port, |address| address.port());
        Ok(ServedSite { server, site: self, port })
    }
}

impl ServedSite {
    /// The address of the site in a browser.
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}/", self.port)
    }

    /// Answers requests until the program ends.
    ///
    /// # Errors
    /// When the system no longer lets it listen.
    pub fn serve(&self) -> Result<(), TaskError> {
        loop {
            let request = self.server.recv().map_err(|error| {
                DiskError::failed("listen on", &PathBuf::from(self.address()), error)
            })?;
            self.answer(request);
        }
    }

    /// Answers a request. Who has gone away meanwhile misses its answer.
    fn answer(&self, request: Request) {
        let path = request.url().split(['?', '#']).next().unwrap_or_default().to_owned();
        let found = self.site.files.get(&path);
        let _ = match (request.method(), found) {
            (Method::Get | Method::Head, Some((kind, content))) => {
                let headers = [
                    ("Content-Type", *kind),
                    ("Content-Security-Policy", POLICY),
                    ("X-Content-Type-Options", "nosniff"),
                    ("Referrer-Policy", "no-referrer"),
                    ("Cache-Control", "no-cache"),
                ];
                let mut response = Response::from_data(content.as_slice());
                for (name, value) in headers {
                    let header = Header::from_bytes(name, value);
                    response.add_header(header.expect("these headers are plain letters"));
                }
                request.respond(response)
            }
            (Method::Get | Method::Head, None) => {
                let text = Response::from_string("there is no such page\n");
                request.respond(text.with_status_code(StatusCode(404)))
            }
            _ => {
                let text = Response::from_string("only GET and HEAD are answered\n");
                request.respond(text.with_status_code(StatusCode(405)))
            }
        };
    }
}
