//! Tells open pages what concerns them, by server-sent events.
//!
//! A page says what it is and which bytes it shows. It is told to load itself again when its bytes
//! have changed, which styles and pictures to fetch anew, and what is wrong with the site.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::{Query, State};
use axum::response::sse::{Event, KeepAlive, Sse};
use futures_util::Stream;
use futures_util::stream;
use serde::{Deserialize, Serialize};
use tokio::sync::watch;

use super::Stage;
use super::stage::Scene;
use crate::app::report;
use crate::app::report::placed::Placed;
use crate::base::{Fingerprint, OutputPath};

/// What a page says of itself.
#[derive(Debug, Deserialize)]
pub struct Reader {
    /// The path of its file.
    page: String,
    /// The fingerprint of the bytes it shows, or `none`.
    seen: String,
    /// The turn in which it was loaded.
    turn: u64,
    /// The process that answered it.
    process: String,
}

/// What is wrong, and whether the site that is shown is the last one without errors.
#[derive(Debug, Serialize)]
struct Findings<'a> {
    findings: &'a [Placed],
    is_last_good: bool,
}

/// A style or picture that changed.
#[derive(Debug, Serialize)]
struct Asset<'a> {
    path: &'a OutputPath,
    version: String,
}

/// What one page has been told.
struct Told {
    stage: Arc<Stage>,
    scenes: watch::Receiver<Arc<Scene>>,
    path: Option<OutputPath>,
    seen: String,
    turn: u64,
    findings: Option<Arc<Vec<Placed>>>,
    /// The key for which the page was last made and found to be the same.
    checked: Option<Fingerprint>,
    waiting: Vec<Event>,
    is_first: bool,
}

/// Answers `GET /.kuaixun/events`.
pub async fn events(
    State(stage): State<Arc<Stage>>,
    Query(reader): Query<Reader>,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let mut told = Told {
        scenes: stage.follow(),
        stage,
        path: OutputPath::new(&reader.page),
        seen: reader.seen,
        turn: reader.turn,
        findings: None,
        checked: None,
        waiting: Vec::new(),
        is_first: true,
    };
    // Another process may have known other styles.
    if reader.process != told.stage.process {
        told.tell("reload", &());
    }
    let events = stream::unfold(told, |mut told| async {
        while told.waiting.is_empty() {
            if !told.is_first && told.scenes.changed().await.is_err() {
                return None;
            }
            told.is_first = false;
            let looking = tokio::task::spawn_blocking(move || {
                told.look();
                told
            });
            told = looking.await.ok()?;
        }
        Some((Ok(told.waiting.remove(0)), told))
    });
    Sse::new(events).keep_alive(KeepAlive::new().interval(Duration::from_secs(10)))
}

impl Told {
    /// Compares the page with the state as it is now, and notes what it has to be told.
    fn look(&mut self) {
        let scene = Arc::clone(&self.scenes.borrow_and_update());
        let mut findings = Arc::clone(&scene.findings);
        if let Some(failed) = self.look_at_page(&scene) {
            findings = Arc::new([failed].into_iter().chain(findings.iter().cloned()).collect());
        }
        if self.findings.as_ref() != Some(&findings) {
            let is_last_good = scene.is_good;
            self.tell("findings", &Findings { findings: &findings, is_last_good });
            self.findings = Some(findings);
        }
        let changed = scene.assets.iter().filter(|(_, (turn, _))| *turn > self.turn);
        let assets: Vec<_> =
            changed.map(|(path, (_, key))| Asset { path, version: key.short() }).collect();
        if !assets.is_empty() {
            self.tell("assets", &assets);
        }
        self.turn = scene.turn;
    }

    /// Tells a page to load again when its bytes have changed, or when it is gone or has come.
    /// Answers the finding of a template that cannot make the page.
    fn look_at_page(&mut self, scene: &Scene) -> Option<Placed> {
        let path = self.path.clone()?;
        let site = scene.site.as_ref()?;
        let now = match self.stage.page(site, &path) {
            None => "none".to_owned(),
            Some((key, _)) if self.checked == Some(key) => return None,
            Some((key, Ok(page))) => {
                self.checked = Some(key);
                page.print.to_string()
            }
            Some((_, Err((finding, _)))) => {
                return report::placed::place(&[finding], self.stage.root()).pop();
            }
        };
        if now != self.seen {
            self.seen = now;
            self.tell("reload", &());
        }
        None
    }

    fn tell<T: Serialize + ?Sized>(&mut self, what: &'static str, data: &T) {
        let data = serde_json::to_string(data).expect("plain data");
        self.waiting.push(Event::default().event(what).data(data));
    }
}
