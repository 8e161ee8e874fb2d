//! Answers requests from the stage.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use tower_http::services::ServeFile;

use super::guard::Guard;
use super::pages::{Content, Meaning, Page, is_page, meaning};
use super::stage::Scene;
use super::{Stage, events, guard};
use crate::app::report::language::{say, tell};
use crate::base::OutputPath;
use crate::render::redirect::escape;

/// The script that keeps a page up to date. It is added to answers only.
const SCRIPT: &str = include_str!("live.js");
/// How the overlay and our own pages look.
const STYLE: &str = include_str!("live.css");

/// All that the server answers. No address below `/.kuaixun/` can be a site's: no part of an
/// [`OutputPath`] begins with a dot.
pub fn router(stage: Arc<Stage>, guard: Guard) -> Router {
    Router::new()
        .route("/.kuaixun/events", get(events::events))
        .route("/.kuaixun/live.js", get(|| async { typed("live.js", true, Body::from(SCRIPT)) }))
        .route("/.kuaixun/live.css", get(|| async { typed("live.css", true, Body::from(STYLE)) }))
        .fallback(answer)
        .layer(middleware::from_fn_with_state(guard, guard::check))
        .with_state(stage)
}

async fn answer(State(stage): State<Arc<Stage>>, request: Request) -> Response {
    stage.settled().await;
    let scene = stage.scene();
    let is_planned =
        |path: &OutputPath| scene.site.as_ref().is_some_and(|site| site.plan.contains(path));
    let mut response = match meaning(is_planned, request.uri().path()) {
        Meaning::File(path) => file(stage, scene, path, request).await,
        Meaning::Folder(address) => Redirect::temporary(&address).into_response(),
        Meaning::Missing(path) => missing(&stage, &scene, &path),
        Meaning::Illegal => (StatusCode::BAD_REQUEST, "no such address\n").into_response(),
    };
    let headers = response.headers_mut();
    let fixed = [
        // A browser may keep a page but asks each time whether it is still the same.
        (header::CACHE_CONTROL, "no-cache"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    for (name, value) in fixed {
        headers.insert(name, HeaderValue::from_static(value));
    }
    // Other sites may not show what is previewed here.
    headers.insert("cross-origin-resource-policy", HeaderValue::from_static("same-origin"));
    response
}

async fn file(
    stage: Arc<Stage>,
    scene: Arc<Scene>,
    path: OutputPath,
    request: Request,
) -> Response {
    let (of, turn, process) = (path.clone(), scene.turn, stage.process.clone());
    let making = move || scene.site.as_ref().and_then(|site| stage.page(site, &of));
    let page = match tokio::task::spawn_blocking(making).await {
        Ok(Some((_, page))) => page,
        // The source of a file that is copied went in this moment.
        Ok(None) => return StatusCode::NOT_FOUND.into_response(),
        Err(_) => return StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    };
    let about = About { path: &path, turn, process: &process };
    let is_page = is_page(&path);
    match page {
        Ok(page) if is_page => html(&page, &about, request.headers()),
        Ok(page) => beside(&page, &path, request).await,
        Err((_, Some(last))) if is_page => html(&last, &about, request.headers()),
        Err((finding, _)) if is_page => {
            let words = say("page-fails", &[("message", tell(&finding).message.into())]);
            let title = say("page-fails-title", &[]);
            notice(StatusCode::INTERNAL_SERVER_ERROR, &title, &words, &about)
        }
        Err((finding, _)) => {
            (StatusCode::INTERNAL_SERVER_ERROR, tell(&finding).message).into_response()
        }
    }
}

/// A page: its bytes as they would be published, and after them the script.
fn html(page: &Page, about: &About<'_>, asked: &HeaderMap) -> Response {
    // The turn is part of the tag: a page from the browser's cache must not be told old news.
    let tag = format!("W/\"{}-{}-{}\"", page.print, about.process, about.turn);
    if is_known(asked, &tag) {
        return (StatusCode::NOT_MODIFIED, [(header::ETAG, tag)]).into_response();
    }
    let Content::Bytes(bytes) = &page.content else {
        unreachable!("the stage holds pages, also those it copies");
    };
    let mut all = bytes.to_vec();
    let is_ascii_based = !bytes.starts_with(b"\xff\xfe") && !bytes.starts_with(b"\xfe\xff");
    if is_ascii_based {
        all.extend_from_slice(about.script(&page.print.to_string()).as_bytes());
    }
    let mut response = typed("a.html", page.is_utf8, Body::from(all));
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        response.headers_mut().insert(header::ETAG, tag);
    }
    response
}

/// A file that is no page. Of copies, browsers can ask for ranges: they play videos that way.
async fn beside(page: &Page, path: &OutputPath, mut request: Request) -> Response {
    let tag = format!("\"{}\"", page.print);
    if is_known(request.headers(), &tag) {
        return (StatusCode::NOT_MODIFIED, [(header::ETAG, tag)]).into_response();
    }
    let mut response = match &page.content {
        Content::Bytes(bytes) => typed(path.as_str(), page.is_utf8, Body::from(bytes.clone())),
        Content::File(source) => {
            without_stale_range(request.headers_mut(), &tag);
            let kind = kind(path.as_str(), page.is_utf8);
            let mut service = ServeFile::new_with_mime(source, &kind);
            match service.try_call(request).await {
                Ok(response) => response.map(Body::new),
                Err(_) => return StatusCode::NOT_FOUND.into_response(),
            }
        }
    };
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        response.headers_mut().insert(header::ETAG, tag);
    }
    response
}

/// Removes the range from a request, unless it is a single range of bytes and the request means the
/// file as it is now (RFC 9110, 13.1.5 and 14.2). The conditions are removed, too: they are about
/// our tags, and decided here.
fn without_stale_range(asked: &mut HeaderMap, tag: &str) {
    let is_single = |range: &HeaderValue| {
        let range = range.to_str().ok().and_then(|range| range.strip_prefix("bytes="));
        range.is_some_and(|range| {
            let legal = range.bytes().all(|b| b.is_ascii_digit() || b == b'-');
            legal && range.len() > 1 && range.matches('-').count() == 1
        })
    };
    let is_current =
        asked.get(header::IF_RANGE).is_none_or(|wanted| wanted.as_bytes() == tag.as_bytes());
    if !is_current || !asked.get(header::RANGE).is_some_and(is_single) {
        asked.remove(header::RANGE);
    }
    for condition in [header::IF_RANGE, header::IF_MATCH, header::IF_UNMODIFIED_SINCE] {
        asked.remove(condition);
    }
}

fn is_known(asked: &HeaderMap, tag: &str) -> bool {
    let known = asked.get(header::IF_NONE_MATCH).and_then(|known| known.to_str().ok());
    known.is_some_and(|known| known.split(',').any(|known| known.trim() == tag))
}

/// A page of our own for an address where the site has none.
fn missing(stage: &Stage, scene: &Scene, path: &OutputPath) -> Response {
    let about = About { path, turn: scene.turn, process: &stage.process };
    if scene.site.is_none() {
        let words = "网站还显示不出来，先改正列出的错误；改好后这里会自动显示。";
        return notice(StatusCode::SERVICE_UNAVAILABLE, "还有错误", words, &about);
    }
    let (title, words) = if stage.was_made(path).is_some() {
        (
            "这一页已经没有了",
            "刚才还在，现在删除了、改了名，或者成了不发布的内容。放回来以后这里会自动显示。",
        )
    } else {
        ("没有这一页", "核对网址；文章发布后这里会自动显示。")
    };
    notice(StatusCode::NOT_FOUND, title, words, &about)
}

fn notice(status: StatusCode, title: &str, words: &str, about: &About<'_>) -> Response {
    let (title, words, path) = (escape(title), escape(words), about.path);
    let script = about.script("none");
    let page = format!(
        "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title}</title>\n<link rel=\"stylesheet\" href=\"/.kuaixun/live.css\">\n</head>\n\
         <body class=\"notice\">\n<main>\n<h1>{title}</h1>\n<p>/{path}</p>\n<p>{words}</p>\n\
         <p><a href=\"/\">回首页</a></p>\n</main>\n</body>\n</html>\n{script}"
    );
    (status, typed("a.html", true, Body::from(page))).into_response()
}

/// What an answer tells the script about itself.
struct About<'a> {
    path: &'a OutputPath,
    turn: u64,
    process: &'a str,
}

impl About<'_> {
    /// The line that is added to an answer. Paths, numbers and fingerprints need no escaping.
    fn script(&self, seen: &str) -> String {
        let Self { path, turn, process } = self;
        format!(
            "<script src=\"/.kuaixun/live.js\" data-page=\"{path}\" data-seen=\"{seen}\" \
             data-turn=\"{turn}\" data-process=\"{process}\" defer></script>\n"
        )
    }
}

fn typed(name: &str, is_utf8: bool, body: Body) -> Response {
    ([(header::CONTENT_TYPE, kind(name, is_utf8).to_string())], body).into_response()
}

/// The media type of a file, by its name. A text has a charset only where it is known.
fn kind(name: &str, is_utf8: bool) -> mime_guess::Mime {
    let kind = mime_guess::from_path(name).first_or_octet_stream();
    let is_text = kind.type_() == "text"
        || matches!(kind.subtype().as_str(), "javascript" | "json" | "xml")
        || kind.suffix().is_some_and(|suffix| suffix == "xml");
    if is_text && is_utf8 && kind.get_param("charset").is_none() {
        format!("{kind}; charset=utf-8").parse().unwrap_or(kind)
    } else {
        kind
    }
}
