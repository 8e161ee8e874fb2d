# 程序说的话。一条提示一个编号（code）；一个编号有几种说法时，写成“编号_说法”。
# .help 是改法，.near 是猜中原意时的改法，其余的是旁注。

error = 错误
warning = 警告
help = 改法
did-you-mean = 是不是“{ $near }”？

## 网站文件夹与读取

no-config = 这个文件夹里没有 kuaixun.yaml
    .help = 在网站文件夹里建立 kuaixun.yaml，写一行 title: 网站名称
no-content = 没有 content 文件夹，或里面没有文件
    .help = 把文章放进 content/news/；确认 --root 指的是网站文件夹
unreadable = 无法读取 { $path }：{ $said }
    .help = 检查文件的权限，或等占用它的程序关闭
bad-file-name = 文件名无法识别，已略过：{ $path }
    .help = 换一个文件名，可以用汉字、字母和数字
not-an-article = 这个文件像文章，但是文件名不是以 .md 结尾，没有当作文章读：{ $name }
    .help = 改名，以英文的 .md 结尾；记事本另存时“保存类型”选“所有文件”
symlink = 这是符号链接，已略过
    .help = 把文件本身放进来
misplaced = 文件放错了地方，不知道它属于哪里
    .help = 期刊文章放在 content/bulletins/<刊名>/<2007-03>/，动态放在 content/news/，总结放在 content/summaries/，单页放在 content/pages/，专题放在 content/topics/
    .near = 一期的文件夹写“年-期”：改名为 { $near }
misplaced_index = 刊物和期的说明文件叫 _index.md，不叫 { $name }
    .help = 改名为 _index.md；是文章，就另起一个名字
not-utf8 = 文件是 { $encoding } 编码，已按它读出
    .help = 在记事本里选“另存为”，编码选 UTF-8
unknown-encoding = 认不出文件的编码（第 { $line } 行起不是 UTF-8）
    .help = 用写它的程序打开，确认文字无误，再选“另存为”，编码选 UTF-8
half-written = 文件不完整，没有写完
    .help = 重新保存或重新传一次这个文件
empty-file = 文件是空的
    .help = 重新保存这篇文章；不要了就删去这个文件

## 文章信息（front matter）

front-matter-missing = 文件开头缺少文章信息（front matter）
    .help = 在第一行写 ---，接着写 title: 标题、date: 2007-03-20，再写一行 ---，然后是正文
front-matter-missing_opening = 文章信息（front matter）前面缺少一行 ---
    .help = 在第一行前面加一行 ---
front-matter-unclosed = 文章信息没有结束：缺少第二行 ---
    .help = 在这一行后面、正文之前，单独写一行 ---
loose-front-matter = 这一行的写法不规范，当作“{ $line }”来读
    .help = 写成 { $line }
full-width-colon = 这里要用英文冒号，后面空一格
    .help = 写成 { $key }: { $value }
duplicate-key = “{ $key }”写了两次
    .help = 只留一行
    .first = 第一次写在这里
yaml-indirection = 值以 { $sign } 开头，在 YAML 里另有意思，这里不允许
    .help = 是文字就加英文引号，例如 "{ $sign }重要通知"
yaml-syntax = 这一行的写法读不懂
    .help = 每行写一个键，英文冒号后空一格，例如 title: 全市科技工作会议召开
yaml-syntax_quote = 这一行的写法读不懂
    .help = 值里有 YAML 的特殊符号时加英文引号：{ $line }
yaml-not-mapping = 这里应当是“键: 值”的形式
    .help = 每行写一个键，英文冒号后空一格，例如 title: 全市科技工作会议召开
value-is-comment = “{ $key }”的值以 # 开头，会被当作注释
    .help = 加上英文引号：{ $key }: "{ $value }"
value-is-comment_cut = “{ $key }”里“ # ”后面的字当作注释，没有读
    .help = 是文字就加英文引号：{ $key }: "{ $value }"；是注释就删去
wrong-type = { $wanted ->
        [list] “{ $key }”的值应当是一个列表，例如 [市科技局, 市地震局]
        [flag] “{ $key }”的值应当是 true 或 false
        [integer] “{ $key }”的值应当是一个整数
        [positive] “{ $key }”的值应当是一个大于 0 的整数
        [mapping] “{ $key }”的值应当是下一级的“键: 值”
        [items] “{ $key }”的值应当是一个列表，每项以“- ”开头
       *[text] “{ $key }”的值应当是一段文字
    }
    .help = { $wanted ->
        [list] 写成 { $key }: [甲, 乙]
        [flag] 写成 { $key }: true 或 { $key }: false
        [integer] 写成 { $key }: 3
        [positive] 写成 { $key }: 20
        [mapping] 在 { $key }: 下面每行缩进两格，写“键: 值”
        [items] 在 { $key }: 下面每行写“  - 名称”
       *[text] 写成 { $key }: 文字；有特殊符号时加英文引号
    }
wrong-type_whole = 这个文件应当是一个列表
    .help = 每项写一行“- name: 名称”
unknown-key = 不认识的键“{ $key }”，已忽略
    .help = 可用的键：{ $known }
bad-date = “{ $value }”不是一个存在的日期
    .help = 写成 2007-03-20；需要时间时写成 2007-03-20 08:30
bad-issue = “{ $value }”不是期号
    .help = 写成 2007-03（2007年第3期），增刊写成 2007-s1
bad-menu = menu 里的“{ $name }”不知道指什么
    .help = 写 home、news、summaries、topics、columns、units、authors、tags、archive、corrections、search，或者刊物、栏目、单页的名字，或者 https:// 开头的网址
bad-menu_empty = menu 里的一项没有写 link
    .help = 写一行 link；只放下一级的，写 title 和 items
bad-output = outputs 里的一项没有写文件夹
    .help = 写成 - {"{"}folder: 文件夹, audience: internal{"}"}
bad-output_source = outputs 里的 { $folder } 是放稿件的文件夹，不能生成到那里
    .help = 写另一个文件夹，如 public
bad-output_shared = outputs 里 { $folder } 和 { $other } 是同一个文件夹，或者一个在另一个里面
    .help = 每项用自己的文件夹
bad-visibility = visibility 不能是“{ $value }”
    .help = 写 public（公开）或 internal（内部）
bad-visibility_empty = visibility 没有写值
bad-notice = 更正缺少 { $missing }
    .help = 每条写一行：- {"{"}date: 2007-04-02, text: 第二段的120人应为102人{"}"}
bad-notice_withdrawn = 撤稿缺少 { $missing }
    .help = 写成 withdrawn: {"{"}date: 2007-04-10, reason: 内容不实{"}"}
attachment-without-file = 附件缺少 file
    .help = 写成 - file: 文件名.xlsx
beyond-limits = 稿件超过 { $most } MB
    .help = 拆成几篇；图片不要贴在文字里，存成文件再引用
beyond-limits_file = 文件超过 { $most } MB：{ $path }
    .help = 换成小一些的：照片另存为 JPEG，影片先压缩，大表分成几个
beyond-limits_yaml = 方括号或花括号套了 { $most } 层以上
    .help = 检查开头的两行 --- 之间有没有一长串 [ 或 {"{"}，删去
beyond-limits_pixels = 图片有 { $pixels } 万像素，超过 { $most } 万：{ $path }
    .help = 用看图软件缩小到宽 4000 像素，再放回来
beyond-limits_side = 图片的一边有 { $pixels } 像素，超过 { $most }：{ $path }
    .help = 用看图软件裁成几张，或者缩小，再放回来
beyond-limits_empty = 图片有 { $pixels } 万像素，里面却几乎什么也没有：{ $path }
    .help = 看看图是不是空白的；不是，用看图软件缩小，再放回来
beyond-limits_unpacked = 附件展开来超过 { $most } MB，查不完里面的隐私号码：{ $path }
    .help = 拆成几个文件
beyond-limits_depth = 引用、列表套了 { $most } 层以上
    .help = 检查有没有一长串 >、- 或 *，删去
beyond-limits_cells = 表格超过 { $most } 格
    .help = 把大表存成 .xlsx 或 .csv，作为附件
beyond-limits_tags = 正文里的 HTML 标记超过 { $most } 个
    .help = 只留文字，不要网页里的标记
beyond-limits_names = { $key } 里有 { $most } 个以上
    .help = 只留要用的几个
beyond-limits_time = 稿件里有解析不完的符号
    .help = 检查有没有成千上万个连着的 [、* 或 `，删去
and-more = 同一种问题（{ $code }）还有 { $count } 处，没有列出
    .help = 改了列出的，再查一次
title-missing = 文章没有标题
    .help = 在开头的两行 --- 之间写一行 title: 标题
date-missing = 文章没有日期
    .help = 在开头的两行 --- 之间写一行 date: 2007-03-20
bad-slug = { $key } 不能是“{ $value }”
    .help = 只用英文字母、数字、- 和 _，例如 science-fair
bad-alias = 旧网址写法有误：{ $alias }
    .help = 从网站根目录写起，例如 /old/2007-cunchuntong.html

## 配置、单位、栏目、主题

site-without-title = 网站没有名称
    .help = 在 kuaixun.yaml 里写一行 title: 网站名称
bad-base-url = “{ $value }”不是网址
    .help = 写成 https://www.example.cn/ 或 https://www.example.cn/kuaixun/
bad-timezone = 没有名为“{ $name }”的时区
    .help = 写成 Asia/Shanghai
bad-audience = audience 不能是“{ $value }”
    .help = 写 public（公开）或 internal（内部）
bad-raw-html = raw_html 不能是“{ $value }”
    .help = 写 sanitise（去掉有害的）、escape（照原样显示）或 trust（原样采用）
bad-edition = editions 里不能有“{ $value }”
    .help = 写 pdf（印刷版）、epub（电子书）、zip（压缩包）或 mail（邮件版）
    .near = 是不是“{ $near }”？可以写 pdf、epub、zip、mail
no-pdf = 这个程序编译时没有带上排版，做不了 PDF
    .help = 改用完整版的程序，或在源代码文件夹里运行 cargo install --path . --features pdf；不做 PDF 就从 editions 里去掉 pdf
bad-layout = layout 不能是“{ $value }”
    .help = 写 redhead（红头）或 newsletter（小报）
missing-font = 这台计算机上没有排印汉字的字体
    .help = Debian、Ubuntu：apt install fonts-noto-cjk；Windows、macOS：系统自带宋体、黑体、仿宋、楷体，请恢复；也可以把字体文件放进网站文件夹的 fonts/（{ $families } 都可以）
unknown-font = 没有名为“{ $name }”的字体
    .help = 写字体的英文名（如 FangSong），或把字体文件放进网站文件夹的 fonts/；fc-list : family 列出系统里的字体
missing-glyph = 没有一种字体有“{ $character }”（{ $code }）这个字：{ $title }
    .help = 换一个字，或把有这个字的字体放进网站文件夹的 fonts/，并写进 kuaixun.yaml 的 print: fonts:
edition-failed = 印刷版排不出来：{ $said }
    .help = 照这句话改主题的 editions/ 模板；没有改过模板的，请把这条消息报告给 kuaixun 的开发者
edition-failed_template = 印刷版的模板 { $template } 第 { $line } 行排不出来：{ $said }
    .help = 照这句话改主题的模板；没有改过模板的，请把这条消息报告给 kuaixun 的开发者
edition-failed_mail = 用主题的 editions/mail.html 和 mail.css 做不出邮件版：{ $said }
    .help = 照这句话改这两个文件；没有改过的，请把这条消息报告给 kuaixun 的开发者
edition-failed_epub = 模板 { $template } 做出来的不是合格的 XHTML，阅读器打不开：{ $said }
    .help = 每个标签都要闭合（<br />），&nbsp; 写成 &#160;，正文里的 & 写成 &amp;
bad-home = home 不能是“{ $value }”
    .help = 写 lead（要闻）、notices（通知）、list（普通栏目）或 none（首页不显示）
bad-home_part = home 里的“{ $value }”不知道指什么
    .help = 能写的是 lead（头条）、newest（最新一期）、headlines（要闻）、notices（通知公告）、news（动态）、columns（栏目）、summaries（总结）、units（单位）、pictures（图片新闻）、topics（专题）、issues（各期），中文英文都可以
bad-look = style 的 { $key } 不能写“{ $value }”
    .help = 可以写：{ $choices }
bad-look_colour = style 里 { $key } 的颜色“{ $value }”看不懂
    .help = 写成 # 和六位十六进制数，放在引号里，如 { $key }: "#0a539e"；不加引号，# 后面的都被当作注释
bad-points = statistics 里“{ $name }”的分数“{ $value }”看不懂
    .help = 写一个数，用半角数字，如 5 或 0.5：整数最多六位，小数最多两位
bad-points_choice = { $key } 不能写“{ $value }”
    .help = 写 { $one } 或 { $other }
bad-points_quota = statistics 里“{ $name }”的任务数“{ $value }”看不懂
    .help = 写 8（每月 8 篇），或者 8/月、24/季、48/半年、100/年
bad-points_allowed = series 里“{ $name }”的定额“{ $value }”看不懂
    .help = 写 8000/月、24000/季、48000/半年或 96000/年
bad-points_short = statistics 的 short 写的是 { $value }，少报反而加分
    .help = 写负数，如 -1
bad-points_pages = statistics 的 pages 里没有“{ $value }”
    .help = 可以写：month、quarter、half、year（月、季度、半年、年）
bad-points_exclude = statistics 的 exclude 里有一项没有写全：单位、时间“{ $value }”、原因都要
    .help = 写成 - {"{"}unit: 单位, period: 2007-h1, reason: 原因{"}"}；时间写 2007、2007-h1、2007-q1 或 2007-03
bad-sheet = 这张表是空的
    .help = 第一行写列名：{ $names }，还有别的列；下面一条一行
bad-sheet_missing = 这张表缺少列：{ $names }
    .help = 第一行写列名，这几列非有不可
bad-sheet_above = 这张表的列名不在第一行
    .help = 删去列名上面的大标题和空行，让写着“单位”的那一行成为第一行
bad-sheet_twice = 这张表有两列都是“{ $name }”
    .help = 留下一列；年份和月份合成一列，写成 2007年3月
bad-sheet_comma = 这张表的列是用全角逗号分开的
    .help = 在 Excel 或 WPS 里另存为 CSV，不要手打逗号
bad-sheet_unknown = 来稿台账的列“{ $name }”没有用到
    .help = 可以不管；台账用到的列有日期、单位、标题、结果、级别、刊物、期号、批示、文件
    .near = 是不是“{ $near }”？
bad-sheet_empty = 这一行没有写“{ $name }”
    .help = 补上；合并过的单元格，每一行都要写
bad-sheet_days = “{ $name }”是 Excel 的天数“{ $value }”，不是日期
    .help = 把这一列的单元格格式改成日期，再另存为 CSV
bad-sheet_date = “{ $name }”写的“{ $value }”不是日期
    .help = 写上年月日，如 2007-03-05 或 2007年3月5日
bad-sheet_future = 日期 { $value } 还没有到
    .help = 改成来稿的那一天
bad-sheet_outcome = 不知道“{ $name }”一列的“{ $value }”是什么意思
    .help = 写其中一个：{ $names }；不写就是未采用
    .near = 是不是“{ $near }”？可以写：{ $names }
bad-sheet_level = 没有“{ $value }”这一级
    .help = 可以写：{ $names }；新的级别先写到 kuaixun.yaml 的 statistics
    .near = 是不是“{ $near }”？新的级别先写到 kuaixun.yaml 的 statistics
bad-sheet_formula = “{ $name }”一列是公式“{ $value }”，不是结果
    .help = 在表里复制这一列，选择性粘贴为“值”，再另存
bad-sheet_cells = 这一行比列名多：列名有 { $count } 个
    .help = 一格里有逗号的（标题，或 1,234 这样的数），整格放在半角双引号里；由 Excel 或 WPS 另存的 CSV 不会这样
bad-sheet_sum = 这一行是“{ $value }”，不是来稿
    .help = 删去合计行：合计由 kuaixun stats 算
bad-sheet_quote = 从这一行起，双引号没有配对，后面的行都被当成了一格
    .help = 删去多出来的半角双引号，或者在它后面再写一个
bad-sheet_workbook = 这是 Excel 或 WPS 的工作簿，不是 CSV
    .help = 在 Excel 或 WPS 里打开，另存为 CSV
bad-sheet_adopted = adopted 里有一项没有写级别
    .help = 写成 - {"{"}level: 省级, in: 刊物, date: 2007-03-05{"}"}；只有批示的，写 - {"{"}endorsed: 省级{"}"}
bad-sheet_figures = 这张表没有一列数字
    .help = 在单位、时间后面加上要公示的列，如“用电量（千瓦时）”
bad-sheet_part = 这一行是“{ $value }”，不是一个单位
    .help = 删去小计、平均行：各组的小计由程序算；全部的合计可以写“合计”
bad-sheet_period = “{ $name }”写的“{ $value }”看不懂
    .help = 写 2007年3月、2007年第一季度、2007年上半年或 2007年，也可以写 2007-03、2007-q1、2007-h1、2007
bad-sheet_ahead = { $value } 还没有到
    .help = 改成数字的那段时间
bad-sheet_percent = “{ $name }”写的“{ $value }”带百分号，列名里没有
    .help = 是百分数的，列名写成“{ $name }（%）”；不是的，删去百分号
bad-sheet_separators = “{ $name }”写的“{ $value }”，逗号的位置不对
    .help = 千位分隔符隔三位一个，如 1,234,567；最好不写
bad-sheet_number = “{ $name }”写的“{ $value }”不是一个数
    .help = 只写数字和小数点，如 12000 或 12.5；计量单位写在列名的括号里，“万”换成四个零
bad-sheet_word = “{ $name }”写的“{ $value }”不知道是多少
    .help = 用数字写，是零写 0；没有数字的空着，网页上会写明缺哪个单位
bad-sheet_digits = “{ $name }”写的“{ $value }”位数太多
    .help = 整数和小数一共最多十五位，小数最多六位：四舍五入，或者换一个计量单位，如万元
bad-sheet_unnamed = 第 { $count } 列没有列名，这一行却写了“{ $value }”
    .help = 在第一行写上列名；一个数里有逗号的，整格放在半角双引号里
bad-sheet_failed = “{ $name }”一列的“{ $value }”是没有算出来的结果
    .help = 在表里改好公式，或者把这一格空着，再另存
bad-sheet_zeros = “{ $name }”写的“{ $value }”前面多了零
    .help = 是被逗号分成两格的数，整格放在半角双引号里，如 "2,010"；不是的，删去前面的零
bad-sheet_torn = “{ $name }”的“{ $value }”像是一个数，被逗号分成了两格
    .help = 整格放在半角双引号里，如 "2,010"，或者去掉逗号；不是的，在后面一格的数后面加上字
bad-sheet_note = 这一行只有“{ $value }”
    .help = 删去表下面的说明：可以写在 kuaixun.yaml 的 series 的 description
bad-sheet_ignored = data/series 里的这个文件没有用到
    .help = 数据表另存为 CSV，直接放在 data/series 里；别的文件放到别处
bad-sheet_again = 同一个单位 { $period } 的数字写了两次
    .help = 只留一行；不知道哪个对，问一问单位
bad-sheet_total = 合计写的“{ $name }”是 { $value }，各单位加起来是 { $sum }
    .help = 看看是哪个单位写错、漏写；也可以删去合计行，由程序算
series-odd = { $period } 的“{ $name }”是 { $value }，前后是 { $others }，差十倍以上
    .help = 看看小数点和计量单位写对没有；没有错的，不用管
series-odd_parts = { $period } 的“{ $name }”加起来是 { $sum }%，不是 100%
    .help = 看看哪个单位写错、漏写；本来就不是一个整体的，列名里不写占比、比重
unknown-series = 没有名为“{ $name }”的数据表
    .help = 数据表放在 data/series，名字就是文件名，不带 .csv
    .near = 是不是“{ $near }”？
unknown-series_twice = 数据表“{ $name }”写了两次，或者和别的数据表同名
    .help = 一个数据表写一项，title 各不相同
unknown-series_unnamed = series 里有一项没有写 name
    .help = 写上数据表的文件名，不带 .csv：name: energy
unknown-series_measure = 数据表里没有“{ $name }”这一列
    .help = 有这几列：{ $names }
    .near = 是不是“{ $near }”？
bad-block = 不知道“{ $info }”要填什么表
    .help = 写成 stats 2007-q1，或者 series 数据表的名字 2007-q1
bad-block_period = “{ $value }”不是一段时间
    .help = 写 2007、2007-h1、2007-q1 或 2007-03
bad-block_ahead = { $value } 还没有到，没有可统计的
    .help = 写已经开始的时间
bad-block_empty = 数据表“{ $name }”里还没有数字
    .help = 填上数字，或者删去这一段
bad-block_text = “{ $info }”下面写了字，当成代码了
    .help = 要填成表的，下一行就写 ``` 结束，字写在外面；本来就是代码的，不用管
bad-block_by = 不能按“{ $value }”统计
    .help = 可以写：{ $names }
    .near = 是不是“{ $near }”？可以写：{ $names }
bad-block_internal = 这张表只给内部看，公开的文章里不能放
    .help = 要公开的，在 kuaixun.yaml 的 { $key } 里写 visibility: public；不公开的，在文章信息里写 visibility: internal
bad-block_none = 数据表“{ $name }”里没有 { $period } 的数字
    .help = 有这些时间：{ $names }
ledger-differs = 台账里写的是{ $units }来稿，同样标题的文章 { $path } 写的是别的单位
    .help = 改正其中一处；本来就是两篇的，不用管：各算一篇
ledger-differs_outcome = 台账里写“{ $value }”，文章 { $path } 却已经发布
    .help = 改成采用；不是同一篇的，在“文件”一列写明是哪篇
ledger-differs_again = 文章 { $path } 只有一篇，台账里这个单位写了不止一次采用
    .help = 是同一篇的，删去多的一行；是另一篇的，在“文件”一列写明。现在多算了一篇
ledger-differs_twice = 这一行和前面的一行一样
    .help = 删去多的一行；确实是两篇的，不用管。现在各算一篇
ledger-differs_withdrawn = 台账里写的采用，文章 { $path } 已经撤稿
    .help = 不再算的，改成未采用；现在照台账算
ledger-differs_early = 被采用的日期 { $value } 比文章的日期早得多
    .help = 看看年份、月份写对没有：这一篇算在最早被采用的那天
ledger-differs_more = 这一行的单位（{ $units }）里，有的不是同样标题那一篇的单位，没有给它算
    .help = 让两处的单位一样；本来是几篇的，各写一行
ledger-differs_far = 这一行和同样标题的来稿相差超过 90 天，算作另一篇
    .help = 是同一篇的，在“文件”一列写明是网站上的哪一篇
ledger-differs_file = 台账里写的文件 { $path } 没有，或者没有发布
    .help = 写 content 下面的路径，如 news/2007/chunxun.md
low-contrast = { $name } 的颜色 { $colour } 在 { $paper } 上对比度只有 { $ratio }，很多人看不清
    .help = 至少要 4.5；最接近的颜色是 { $nearest }
column-without-name = 栏目缺少 name
    .help = 每个栏目写一行 name: 栏目名
column-twice = 栏目“{ $name }”列了两次
    .help = 只留一行
unit-without-name = 单位名册里有一项没有 name
    .help = 每个单位写一行 name: 全称
unit-name-twice = “{ $name }”既是“{ $one }”又是“{ $other }”
    .help = 在单位名册里给其中一个换个名字或别名；一个是曾用名的，写上 until（哪天为止）
unknown-unit = 没有登记名为“{ $name }”的单位
    .help = 先登记到 data/units.yaml
    .near = 是不是“{ $near }”？新的单位先登记到 data/units.yaml
unknown-unit_several = “{ $name }”像是几个单位写在一起
    .help = 写成 { $list }
unknown-column = 没有登记名为“{ $name }”的栏目
    .help = 先登记到 kuaixun.yaml 的 columns
    .near = 是不是“{ $near }”？新的栏目先登记到 kuaixun.yaml 的 columns
unknown-theme = 没有主题“{ $name }”
    .help = 建立文件夹 themes/{ $name }/，或写 theme: default
template-not-utf8 = 模板不是 UTF-8 编码
    .help = 另存为 UTF-8
bad-style = 样式表有误
    .help = 改正这里的写法
bad-style_unclosed = 这里的括号或引号没有配对的后一半，后面的样式都会失效
    .help = 补上后一半
bad-style_unopened = 多了一个右括号，它后面的样式都会失效
    .help = 删去这个括号，或补上前一半
bad-style_unreadable = 这里既不是“名称: 值;”，也不是完整的一条规则
    .help = 查一查是不是漏了冒号、分号或大括号；说明文字写进 /* 和 */ 之间
bad-style_unknown = --{ $name } 的值是空的，或引用了没有定义的名称，改用默认主题的值
    .help = 在 :root 里给它一个值，如 --{ $name }: #1c5c45;
template-syntax = 模板写法有误：{ $said }
    .help = 核对这一处的标签和引号；写法见 themes/README.md
template-failed = 模板 { $template } 出错：{ $said }
    .help = 核对模板里的变量名；可用的字段见 themes/README.md
template-failed_pages = 模板 { $template } 出错：{ $said }
    .help = 有{ $pages }个网页这样；核对模板里的变量名；可用的字段见 themes/README.md
bad-asset-name = 主题文件的名字不能用作网址
    .help = 文件名只用英文字母、数字、- _ .
bad-words = 界面用语的文件有误：{ $said }
    .help = 每行写“键: 文字”，存成 UTF-8；键见主题手册
no-words = 没有语言“{ $language }”的界面用语，用中文代替
    .help = 写 { $file }，或写 language: zh-CN

## 刊物与期

unknown-publication = 没有刊物“{ $name }”
    .help = 写 content/bulletins/ 下面的文件夹名
which-publication = 没有写明是哪个刊物的这一期
    .help = 加一行 publication: 刊物（{ $ids }）
two-issues = 文件在 { $folder } 的文件夹里，却写着 issue: { $value }
    .help = 删去 issue 这一行，或移动文件；要登在几期，写全：issue: [{ $folder }, { $value }]
two-issues_publication = 文件在 { $folder } 的文件夹里，却写着 publication: { $value }
    .help = 删去 publication 这一行，或移动文件
issue-twice = { $issue } 这一期有两个文件夹：{ $folders }
    .help = 把它们合成一个文件夹
issue-twice_overlap = 第 { $number } 期已经在 { $other } 里了，{ $issue } 又用了它
    .help = 改正其中一个文件夹名（或文章里的 issue）：几期合成一期，写成 年-起-止，如 2007-03-04
cumulative-differs = { $issue } 写的总期号是 { $number }，照前面的期往下数是 { $derived }
    .help = 数错了就改成 cumulative: { $derived }，或者删去这一行；没有错，在这一行后面写 # check: allow cumulative-differs 原因
cumulative-differs_supplement = 增刊 { $issue } 写了总期号 { $number }，增刊不计总期号
    .help = 删去 cumulative 这一行
issue-gap = 期号不连续：{ $issue } 之前缺 { $missing }
    .help = 补上缺的一期，或改正文件夹名里的期号
issue-gap_several = 期号不连续：{ $issue } 之前缺 { $missing } 到 { $last }
    .help = 补上缺的几期，或改正文件夹名里的期号
issue-empty = { $issue } 这一期没有文章
    .help = 把文章放进这个文件夹，或在文章里写 issue: 期号
issue-planned = { $issue } 已经有文章了，还写着 planned: true（预告）
    .help = 删去 planned 这一行
unknown-in-contents = 目录里写的“{ $name }”，这一期没有这篇文章，也没有这个栏目
    .help = 写文件名（如 a.md）或栏目名
unknown-in-topic = { $key } 里写的“{ $name }”，没有文章写过
    .help = 照文章里的写法写
    .near = 是不是“{ $near }”？
unknown-in-topic_file = { $key } 里写的“{ $name }”，没有这篇文章
    .help = 写文章的文件名（如 spring.md），或从 content/ 写起的路径（如 news/2007/spring.md）
    .near = 是不是“{ $near }”？
unknown-in-topic_several = “{ $name }”有几篇：{ $one }，{ $other }
    .help = 从 content/ 写起，写出路径，如 news/2007/spring.md
topic-empty = 专题里没有文章
    .help = 看看 tags、unit、column、from、to 是不是写得太窄：几项都写的，文章要样样符合
topic-empty_rule = 专题没有写收哪些文章
    .help = 写 tags、unit、column 或 from、to，或在 articles 里列出文件名
date-before-issue = 日期 { $date } 比 { $issue } 这一期早了半年以上
    .help = 看看年份有没有写错；没有错，在这一行后面写 # check: allow date-before-issue 原因
issue-ahead = { $issue } 这一期的年份还远，今年是 { $year } 年
    .help = 看看文件夹名里，或者文章的 issue 里，年份有没有写错
notice-date = { $key } 的日期 { $date } 还没有到，到那一天才显示
    .help = 看看年份有没有写错；今天更正的，写今天的日期
notice-date_before = { $key } 的日期 { $date } 早于文章自己的日期
    .help = 看看年份有没有写错
bad-lead = 同一期有两篇写了 lead: true（头条），另一篇是 { $other }
    .help = 只留一篇，另一篇删去 lead 这一行
bad-lead_loose = 写了 lead: true（头条），却不在哪一期里，不起作用
    .help = 删去 lead 这一行，或加一行 issue: 期号
key-elsewhere = { $key } 是一期的，写在刊物的 _index.md 里不起作用
    .help = 写到那一期文件夹里的 _index.md
key-elsewhere_issue = { $key } 是整个刊物的，写在一期的 _index.md 里不起作用
    .help = 写到刊物文件夹里的 _index.md
issue-date-backwards = { $issue } 的日期 { $date } 早于 { $earlier } 的 { $last }
    .help = 改正其中一期的 date

## 网址、链接、图片

duplicate-url = 网址 { $url } 已经用于{ $owner }
    .help = 给其中一个换文件名，或写一行 slug: 另一个名字
    .first = 这里先用了
duplicate-url_own = 网址 { $url } 已经用于网站自己的页面
duplicate-url_attachments = 附件 { $one } 和 { $other } 的网址相同
    .help = 给其中一个换文件名，不要只差大小写
    .first = 这里先用了
url-too-long = 文件夹太深或名字太长，网址超过 150 个字符
    .help = 缩短文件夹名，或写一行 slug: 短名
url-too-long_file = 文件夹太深，网址过长：{ $path }
    .help = 缩短文件夹名或文件名
bad-static-name = static 里的文件名不能用作网址
    .help = static/ 里的文件名只用英文字母、数字、- _ .；汉字文件名的附件放在文章旁边
broken-link = 找不到文件：{ $file }
    .help = 把文件放到文章旁边，写它的文件名（连扩展名）
    .near = 那个文件夹里有“{ $near }”，是不是它？
broken-link_picture = 找不到图片：{ $file }
    .help = 把图片放到文章旁边，写它的文件名（连扩展名）
broken-link_masthead = static/ 里没有网站名称的图片：{ $file }
    .help = 把 SVG 或 PNG 放进 static/，masthead_image 写它的文件名（连扩展名）；SVG 要写明宽和高
broken-link_attachment = 找不到附件：{ $file }
    .help = 把附件放到文章旁边，写它的文件名（连扩展名）
broken-link_page = 站内没有这个页面：/{ $address }
    .help = 链到文章时写相对路径，例如 ../2007-04/launch.md
broken-link_bare = 网址前面少了 https://：{ $address }
    .help = 写成 https://{ $address }
broken-anchor = 那篇文章里没有小标题“{ $anchor }”
    .help = # 后面写小标题的文字，空格写成 -
    .near = 是不是“#{ $near }”？
broken-anchor_here = 这篇文章里没有这个小标题：{ $anchor }
    .help = 改成小标题的文字，空格写成 -；不用链接，就删去它
    .near = 是不是“#{ $near }”？
empty-link = 链接没有写去处
    .help = 在括号里写文件名或网址：[文字](文件名.md)
bad-scheme = 不允许“{ $scheme }:”开头的链接
    .help = 只可以链到 http、https、ftp、mailto、tel、sms 等，或站内的文件
    .near = 是不是“{ $near }:”？
bad-scheme_missing = 网址缺少开头：{ $link }
    .help = 写成 https:{ $link }
own-disk = 链接指向自己电脑里的文件：{ $link }
    .help = 把文件放到文章旁边，只写文件名
outside = 链接指到了网站内容以外：{ $path }
    .help = 链到文章写它的文件名，如 ../2007-04/launch.md；附件放到文章旁边，只写文件名；不是链接，就写在两个反引号 ` 之间
active-file = { $file } 不是文档、表格、图片、音像或压缩包，不能作附件：浏览器或服务器可能会运行它
    .help = 换成 PDF、Word 文件或图片；一定要用的，请编辑放进 static/
active-file_drawing = 图 { $file } 里有程序
    .help = 另存成 PNG，或者去掉里面的脚本再用
link-to-hidden_expired = 链接的文章到 { $date } 为止，已经撤下：{ $path }
    .help = 去掉链接，只留文字，或者改那一篇的 expires
link-to-withdrawn = 链接的文章已在 { $date } 撤稿，读者看到的是撤稿说明：{ $path }
    .help = 改链别的文章，或者去掉链接，只留文字
link-to-hidden = { $reason ->
        [draft] 链接的文章还是草稿，不会发布：{ $path }
        [elsewhere] 链接的文章所在的刊物，这个网站（outputs）不登：{ $path }
        [scheduled] 链接的文章还没到发布日期，不会发布：{ $path }
       *[internal] 链接的文章是内部资料，不会发布：{ $path }
    }
    .help = 去掉这个链接，或者发布那篇文章
unknown-picture = 浏览器打不开这种图片：{ $path }
    .help = 用看图软件打开它，另存为 JPEG 或 PNG，再放回来
damaged-picture = 图片是空的，或者不是图片：{ $path }
    .help = 用看图软件打开它，另存为 JPEG 或 PNG，再放回来
damaged-picture_cut = 图片不完整，后面一截没有了
    .help = 重新传一次原来的图片
damaged-picture_unreadable = 图片打不开：{ $said }
picture-says-where = 图片里有拍摄的时间和地点，这种格式去不掉
    .help = 用看图软件打开它，另存为 JPEG，再放回来
html-picture = HTML 里的图片不会显示
    .help = 写成 ![画面内容](文件名.jpg)
extra-cells = 这一行的格子比表头多，多出来的不显示：{ $text }
    .help = 给表头加上一格，下面那行 |---|---| 也加上一格；格子里的竖线写成 \|
picture-in-editions = 印刷版、电子书和邮件版里显示不了这张图片：{ $file }
    .help = 用看图软件打开它，另存为 JPEG 或 PNG，再换上去；不换，那里只有方括号里的说明
picture-in-editions_moves = 这张图片会动，印刷版和邮件版里可能只有第一幅：{ $file }
    .help = 看看第一幅能不能说明问题；不能，换一张不动的图
wide-table = 这个表格太宽，横着印在纸上也要缩到 6.5 磅以下，看不清
    .help = 拆成两个表格，或者把行和列对调，或者把长的数字改用“万”作单位
picture-elsewhere = 图片在别的网站上：{ $address }
    .help = 把图片存到文章旁边，写它的文件名；别的网站会删图、换图，没有网络的读者也看不到
tabbed-lines = 这几行用制表符分栏，网页上会挤在一起
    .help = 做成表格：第一行写 | 单位 | 数量 |，第二行写 |-|-|，以下每行写 | 甲局 | 3 |
code-info = 代码块开头一行里的“{ $info }”不会显示
    .help = 要显示的文字另起一行；``` 后面只写语言，如 ```python
leftover-markup = 这里的 { $sign } 没有起作用，会照原样显示出来
    .help = 链接写 [文字](网址)，图片写 ![说明](文件名)，加粗写 **文字**，脚注另写一行 [^1]: 内容；就要显示它，写在两个反引号 ` 之间
leftover-markup_table = 这几行像表格，没有成为表格，竖线会照样显示
    .help = 表头下面写一行 |---|---|，格数和表头一样多，竖线和减号都用英文的；前面空一行
leftover-markup_fence = 这一段里的 { $sign } 没有起作用，代码会连成一段显示
    .help = ``` 单独写一行，顶格，前面空一行；代码完了再写一行 ```
leftover-markup_open = { $sign } 以后没有结束，后面的正文都成了代码
    .help = 代码写完，另起一行写 { $sign }；不是代码，就删去这一行
leftover-markup_blank = 这里的 { $sign } 没有起作用，会照原样显示出来
    .help = { $sign } 里面紧挨着的空格去掉：写 **文字**，不写 ** 文字 **
leftover-markup_html = 这里的 { $sign } 写在 HTML 标签之间，没有起作用，会照原样显示出来
    .help = 在这一段和上下的 HTML 标签之间各空一行；或者去掉那些标签
leftover-markup_heading = 行首的 { $sign } 没有起作用，会照原样显示出来
    .help = { $sign } 后面加一个空格：写 ## 标题
html-dropped = 标签 <{ $name }> 不能用在稿件里，已去掉
    .help = 删去这个标签，里面的文字会留下；图片写 ![说明](文件名)，文件写 [名称](文件名)，网上的视频写一个链接；只想说到这个标签，就写 `<{ $name }>`
html-dropped_whole = 标签 <{ $name }> 不能用在稿件里，连同里面的文字去掉了
    .help = 里面的文字要留下，就不写标签，直接写；图画存成图片，写 ![说明](文件名)
html-dropped_attribute = <{ $name }> 的 { $attribute } 不起作用，里面的文字照常显示
    .help = 加粗写 **文字**，划去写 ~~文字~~，上标写 <sup>2</sup>，编号打在每一项的开头，不要显示的就删去文字；用不着就删去这个属性
html-dropped_link = HTML 里的这个链接不起作用，只留下文字：{ $address }
    .help = 链到站内的文件，写 [文字](文件名)；链到别的网站，网址写全 https://
html-shown = { $tag } 不是 HTML 标签，照原样显示
    .help = 就要显示它，写成 `{ $tag }`；不要，就删去
html-unclosed = { $tag } 没有结束，后面的内容都会不见
    .help = 注释以 --> 结束，标签以 > 结束，属性的引号要成对
footnote = 脚注 [^{ $label }] 没有人引用，网页上不显示
    .help = 在正文要加注的地方写 [^{ $label }]，或删去这条脚注
footnote_code = 脚注 [^{ $label }] 的引用写在代码里或 HTML 标签之间，没有起作用，这条脚注不显示
    .help = 引用它的那一段行首的空格去掉（四个空格以上是代码），或者去掉反引号，或者在它和 HTML 标签之间各空一行
footnote_twice = 脚注 [^{ $label }] 写了两条，只显示第一条
    .help = 把其中一条改成别的编号，正文里的也照改
underlined-sentence = 一句话下面紧接着画了线，照 Markdown 的规矩上面整段会变成标题；这里当作分隔线
    .help = 要分隔线，就在它上面空一行；要标题，就在标题前面写 ## 和一个空格
indented-code = 缩进四格的这几行当作程序代码显示，但里面有不少汉字
    .help = 是正文，就删去行首的空格；是代码，就在上下各加一行 ```
line-ends = 这一段里有的行没写满就换了行，网页上照样分行
    .help = 要分段，就空一行；不要分行，就把两行接起来；就要分行，在行尾加一个反斜杠 \，不再提示

## 图表

bad-chart = 图表画不出来
    .help = 写法见《写文章》的“图表”一节
bad-chart_kind = 图表画不出来：没有“{ $value }”这种图
    .help = 图的种类写 bar（条形）、line（折线）或 pie（饼）
bad-chart_no-kind = 图表画不出来：没有写是哪种图
    .help = 图的种类写 bar（条形）、line（折线）或 pie（饼）
bad-chart_yaml = 图表画不出来：{ $said }
    .help = 每行写“键: 值”，如 type: bar；或者在 chart 后面写种类和图名，下面写逗号分开的数据
bad-chart_form = 图表画不出来：这一段不是“键: 值”
    .help = 每行写“键: 值”，如 type: bar；或者在 chart 后面写种类和图名，下面写逗号分开的数据
bad-chart_key = 图表画不出来：不认识的键“{ $key }”
    .help = 可以写{ $known }
bad-chart_parts = 图表画不出来：缺少数据，或者写了两样
    .help = 写 data（下面每行“名称: 数”），或者 labels 和 series，两样选一样
bad-chart_series = 图表画不出来：series 的写法有误
    .help = 每一项写成 名称: [数, 数, 数]
bad-chart_name = 图表画不出来：名称不是文字
    .help = 名称要写成文字，有特殊符号时加英文引号
bad-chart_numbers = 图表画不出来：数据不是数
    .help = 数据要写成数
bad-chart_number = 图表画不出来：“{ $value }”不是数
    .help = 只写数字和小数点；单位写在 unit 或第一行
bad-chart_percent = 图表画不出来：“{ $value }”不是数
    .help = 百分号写在单位里
bad-chart_csv = 图表画不出来：{ $said }
    .help = 每行写名称和数，用逗号分开
bad-chart_row = 图表画不出来：“{ $label }”这一行要有{ $wanted }个数
    .help = 每行的数和第一行的名称一样多
bad-chart_empty = 图表画不出来：图里没有数据
    .help = 在第一行下面每行写名称和数，用逗号分开
bad-chart_lengths = 图表画不出来：“{ $label }”有{ $found }个数，应该有{ $wanted }个
    .help = 每组数和 labels 一样多
bad-chart_much = 图表画不出来：数据太多
    .help = 最多{ $most }行、6个系列；其余的写成表格
bad-chart_many = 图表画不出来：一篇里的图表数据太多
    .help = 一篇里的图表总共最多{ $most }个数；其余的写成附件
bad-chart_large = 图表画不出来：数太大
    .help = 换一个单位，例如万元
bad-chart_parts-of-pie = 图表画不出来：饼图分得太细
    .help = 最多{ $most }份，把小的合成“其他”
bad-chart_one-series = 图表画不出来：饼图只能有一组数
    .help = 只留一组，或改成条形图
bad-chart_negative = 图表画不出来：饼图的数不能是负的，也不能全是零
    .help = 改正这些数，或改成条形图

## 校对（check）

id-number = 这里有身份证号码：{ $masked }
    .help = 删去，或者遮住中间的数字，写成 { $masked }
mobile-number = 这里有手机号码：{ $masked }
    .help = 改成办公电话，或者遮住中间四位，写成 { $masked }
bank-card = 这里有银行卡号：{ $masked }
    .help = 删去，或者遮住中间的数字，写成 { $masked }
unit-missing = 没有写供稿单位
    .help = 在开头的两行 --- 之间写一行 unit: 单位名称
date-in-future = 日期 { $date } 还没到（今天是 { $today }）
    .help = 改正日期；要到那天才发布，再写一行 publish: { $date }
date-after-issue = 日期 { $date } 晚于 { $issue } 这一期的 { $issue_date }
    .help = 改正文章或这一期的 date，或把文章放到后面的期
placeholder = 这里还没有填写：{ $text }
    .help = 填上内容，或者删去
unbalanced = { $mark } 没有配对的另一半
    .help = 补上另一半，或者删去这一个
unbalanced_closing = { $mark } 前面没有开头的那一半
    .help = 补上前一半，或者删去这一个
unbalanced_turned = { $mark } 的方向写反了
    .help = 写成 { $right }
empty-pair = { $mark } 里面是空的
    .help = 补上里面的文字，或者删去
empty-pair_call = { $mark } 里面没有字：说的是程序里的函数吗
    .help = 写成半角的 ()，并且写在两个反引号 ` 之间，如 `main()`
doubled-punctuation = 标点重复或连用：{ $text }
    .help = 只留一个
doubled-punctuation_ellipsis = 省略号写成了点：{ $text }
    .help = 写成 ……
doubled-word = 字写重了：{ $text }
    .help = 只留一个
typed-dash = 破折号写成了 { $text }
    .help = 写成 ——
half-width-punctuation = { $count ->
        [1] 汉字旁边用了半角标点 { $mark }
       *[other] 汉字旁边用了半角标点 { $mark } ，这一行共 { $count } 处
    }
    .help = 写成全角的 { $wide }
sequence = 序号不连续：“{ $last }”后面是“{ $found }”
    .help = 应当是“{ $expected }”，或者缺了一段
sequence_repeat = 序号重复或倒退：“{ $last }”后面又是“{ $found }”
    .help = 应当是“{ $expected }”
announced-part = 前面说了“{ $part }”，后面没有这一部分
    .help = 补上这一部分，或者从前面删去
impossible-date = 没有这一天：{ $date }
    .help = 核对日期
wrong-weekday = 日期和星期对不上：{ $date } 是星期{ $right }
    .help = 写成星期{ $right }，或者改正日期
wrong-word = “{ $word }”应当写成“{ $right }”
    .help = 写成“{ $right }”；本来就这样写的，登记到 data/words.yaml 的 right
two-forms = 同一个名称有两种写法：“{ $word }”和“{ $other }”
    .help = 核对是哪一个，统一写法
wrong-sum = 加起来不对：{ $parts } = { $sum }，写的是 { $total }
    .help = 核对总数和各项
wrong-sum_table = “{ $column }”一列加起来是 { $sum }，合计写的是 { $total }
    .help = 核对合计和各行
title-repeated = 正文第一行又写了一遍标题
    .help = 删去正文的这一行；标题写在文头的 title 里，会自动显示
credit-repeated = 文末的署名和自动显示的重复：{ $text }
    .help = 删去这一行；单位和作者写在文头的 unit、author 里，会自动显示
credit-repeated_more = 文末的署名和自动显示的有重复：{ $text }
    .help = 把文头里没有的单位、作者也写进 unit、author，再删去这一行
title-too-long = 标题有 { $length } 个字，列表里一行放不下
    .help = 缩短到 { $most } 个字以内
title-full-stop = 标题末尾不用句号
    .help = 删去“。”
picture-without-alt = 图片没有文字说明
    .help = 在方括号里写画面内容：![画面内容](文件名.jpg)
photo-position = 照片里记着拍摄的地点：{ $path }
    .help = 发布时会去掉；原照片要外传时，先用看图软件另存
photo-position_static = static 里的照片记着拍摄的地点，会原样发布：{ $path }
    .help = 用看图软件另存一份不带位置的，换上去
photo-position_film = 影片里记着拍摄的地点，发布时去不掉：{ $path }
    .help = 手机里先关掉影片的位置再导出，或者用剪辑软件另存一遍
column-empty = 栏目“{ $column }”里没有文章
    .help = 放进文章，或从 kuaixun.yaml 删去这个栏目
column-stale = 栏目“{ $column }”超过 { $days } 天没有更新，最近一篇是 { $latest }
    .help = 更新这个栏目；期限可以在 kuaixun.yaml 里用 update_within 设定
bad-accepted = data/accepted.yaml 看不懂：{ $said }
    .help = 改回原来的样子，或删去它，再运行 kuaixun check --accept
accepted-gone = 认可过的一处问题已经没有了：{ $file } 的 { $code } { $text }
    .help = 运行 kuaixun check --accept，从名单里去掉
sealed-changed = { $issue } 已在 { $sealed } 封存，这里后来改过；封存时是：{ $was }
    .help = 改回去；改得对，就写一条更正：corrections: [{"{"}date: 日期, text: 改了什么{"}"}]；读者不必知道，就运行 kuaixun seal --undo { $which } --reason "原因"，再封存
sealed-changed_index = { $issue } 已在 { $sealed } 封存，这里后来改过；封存时是：{ $was }
    .help = 改回去；确实要改，运行 kuaixun seal --undo { $which } --reason "原因"，再封存
sealed-changed_unknown = { $issue } 已在 { $sealed } 封存，这一篇后来改过；封存时的原文看不到了
sealed-changed_number = { $issue } 已在 { $sealed } 封存，当时是总第{ $was }期，现在是总第{ $number }期
    .help = 总期号从前面的期数下来：看看前面哪一期多了、少了，或者刊物的 first_cumulative 改过；前面补了旧刊，就把刊物的 first_cumulative 改成旧刊第一期的总期号，还接不上，在这一期的 _index.md 写 cumulative: { $was }（先 kuaixun seal --undo { $which } --reason "原因"，改了再封存）
sealed-changed_notices = { $issue } 已在 { $sealed } 封存，里面的更正、撤稿后来变了：{ $lines }
    .help = 更正的日期写改的那一天；比已经出刊的一期早，就会登进那一期
sealed-changed_more = { $issue } 已在 { $sealed } 封存，这里后来加了内容
sealed-changed_gone = { $issue } 已在 { $sealed } 封存，里面的 { $file } 后来没有了
    .help = 放回去；要撤稿，就留着文件，写 withdrawn: {"{"}date: 日期, reason: 原因{"}"}
sealed-changed_added = { $issue } 已在 { $sealed } 封存，这一篇是后来加的
    .help = 放到下一期；确实要补进这一期，运行 kuaixun seal --undo { $which } --reason "原因"，再封存
sealed-changed_file = { $issue } 已在 { $sealed } 封存，{ $file } 后来换过
    .help = 换回去；换得对，就在用它的文章里写一条更正
bad-sealed = data/sealed.yaml 看不懂：{ $said }
    .help = 从备份或版本库里取回原来的 data/sealed.yaml；它由 kuaixun seal 写，不用手改
bad-sealed_copy = { $issue } 封存时的原文 { $file } 缺了，或者被改过
    .help = 从备份或版本库里取回这个文件；取不回来，运行 kuaixun seal --undo { $which } --reason "原因"，再封存
bad-sealed_stray = 有封存的原文 { $file }，data/sealed.yaml 里却没有这一期
    .help = 从备份或版本库里取回 data/sealed.yaml；确实不要了，删去这个文件
lost-url = 发布过的网址没有了：/{ $url }
    .help = 在文章里写 aliases: [/{ $url }]，让旧网址转过来；确实要删，运行 kuaixun check --accept-urls
external-link = 外部网址打不开：{ $address }（{ $said }）
    .help = 在浏览器里打开核对，改成现在的网址，或者去掉链接
bad-allow = 没有名为“{ $code }”的规则
    .help = 规则见 kuaixun explain
bad-allow_reason = 没有写明为什么允许
    .help = 写成 <!-- check: allow { $code } 理由 -->
unknown-rule = 没有名为“{ $code }”的规则
    .help = 规则见 kuaixun explain
bad-level = { $code } 不能是“{ $value }”
    .help = 写 error（错误）、warning（警告）或 off（不查）

check-done = 查了 { $files } 个文件，其中 { $good } 个没有问题：{ $errors } 个错误，{ $warnings } 个警告，用时 { $seconds } 秒。
no-external = 这个程序编译时没有带 external；用 cargo install --path . --all-features 编译一个
check-good = 没有问题：{ $path }
findings-accepted = 已记下 { $count } 处问题：data/accepted.yaml；以后只提示新的
check-accepted = 另有 { $count } 处已经认可，不再提示（data/accepted.yaml）
urls-accepted = 已记下 { $count } 个网址：{ $path }
explain-unknown = 没有编号“{ $code }”
explain-codes = 各编号的说明用 kuaixun explain 编号 查看：

## 新建与列出

init-taken = { $path } 里已经有东西了；换一个空文件夹
init-done = 网站建在 { $path }，第一篇文章是 { $first }。
    接着运行：kuaixun serve --open --root { $path }
init-title = 刊物叫什么名字（直接回车就先叫“我的快讯”）：
init-publisher = 主办单位（直接回车就先空着）：
init-publication = 刊物的文件夹，用英文，会出现在网址里，如 yunling（直接回车就用 kuaixun）：
init-bad-name = 刊物的文件夹不能叫“{ $name }”；用英文字母、数字和 -
init-first-title = 第一条消息
init-first-text = 网站今天建成了。打开这个文件，把这一段改成第一条消息的正文。
new-title = 标题：
new-unit = 供稿单位（Esc 跳过）：
new-column = 栏目（Esc 跳过）：
new-publication = 哪个刊物：
new-cancelled = 没有新建
new-needs-title = 没有标题：写在命令后面，例如 kuaixun new news "春季培训班开班"
new-unknown-unit = 没有登记单位“{ $name }”；是不是“{ $near }”？新单位先登记到 data/units.yaml
new-unknown-column = 没有栏目“{ $name }”；是不是“{ $near }”？新栏目先写到 kuaixun.yaml 的 columns
new-needs-issue = { $publication } 没有可以放的期（还没有，或者都封存了）：先运行 kuaixun new issue
new-needs-publication = 有几个刊物（{ $ids }）：加上 --publication 刊物
new-unknown-publication = 没有刊物“{ $name }”；有 { $ids }。新办一种刊物，先建文件夹 content/bulletins/刊物/，里面放 _index.md，写 title
volumes-ask = 照这样收进来吗？
volumes-unknown = 看不出是哪一期，没有列入：{ $name }
volumes-known = 已经有 { $issue } 了，没有列入：{ $name }
volumes-twice = { $issue } 有两个文件：{ $one } 和 { $other }；拿走一个再运行
volumes-not-done = 有 { $count } 期可以收进来，还没有写；加上 --yes 就写。
volumes-done = 收进来 { $count } 期。
new-needs-period = 没有写清是哪一段时间的通报：写在命令后面，例如 kuaixun new notice 2007-q1（也可以写 2007、2007-h1、2007-03、2007-01..2007-04）
new-notice-publication = 通报统计全部刊物，不能只写一种；要放进某一期，再写 --issue
new-notice-errors = 网站有错误，通报的数字会不准：先运行 kuaixun check，改好再来
period-year = { $year }年
period-half = { $year }年{ $part ->
        [1] 上半年
       *[other] 下半年
    }
period-quarter = { $year }年第{ $part ->
        [1] 一
        [2] 二
        [3] 三
       *[other] 四
    }季度
period-month = { $year }年{ $month }月
period-months = { $year }年{ $month }月至{ $last-month }月
period-span = { $year }年{ $month }月至{ $last-year }年{ $last-month }月
notice-title = { $period }信息采用情况通报
notice-unsent = 没有报送的单位
notice-unused = 没有采用的单位
notice-other-units = 其他单位
notice-whole = { $name }，共收到各单位报送信息{ $sent }条，采用{ $used }条，采用率{ $rate }%。
notice-whole-used = { $name }，共采用各单位信息{ $used }条。
notice-group = { $name }报送{ $sent }条，采用{ $used }条
notice-group-used = { $name }采用{ $used }条
notice-until = 截至{ $year }年{ $month }月{ $day }日，这段时间还没有结束。
notice-groups = 其中，{ $groups }。
notice-joint = 联合报送的，各单位分别计算。
notice-level = 被{ $level }采用{ $count }条
notice-endorsed = 领导批示{ $count }条
notice-above = { $above }。
notice-before-more = 采用数比上期增加{ $count }条。
notice-before-less = 采用数比上期减少{ $count }条。
notice-before-same = 采用数同上期一样。
notice-year-before-more = 采用数比上年同期增加{ $count }条。
notice-year-before-less = 采用数比上年同期减少{ $count }条。
notice-year-before-same = 采用数同上年同期一样。
notice-quota = 有任务的{ $all }个单位中，完成任务的{ $reached }个，占{ $rate }%；没有完成的{ $short }个{ $none ->
        [0] {""}
       *[other] ，其中{ $none }个一条也没有
    }。
notice-best = { $group }：{ $best }。
notice-place-points = 第{ $place }名{ $names }（{ $worth }分）
notice-tie-points = 并列第{ $place }名{ $names }（{ $worth }分）
notice-place-items = 第{ $place }名{ $names }（{ $worth }条）
notice-tie-items = 并列第{ $place }名{ $names }（{ $worth }条）
notice-nobody-ranked = 没有可以排名的单位。
notice-excluded = { $name }不参加排名：{ $reason }。
notice-all-sent = 各单位都有报送。
notice-nobody-unused = 各单位都有采用。
notice-sent-none = 没有报送信息的单位{ $count }个：{ $names }。
notice-used-none = 没有信息被采用的单位{ $count }个：{ $names }。
notice-none-before-more = 这样的单位比上期增加{ $count }个。
notice-none-before-less = 这样的单位比上期减少{ $count }个。
notice-none-before-same = 这样的单位和上期一样多。
new-overlaps = { $issue } 和已有的 { $other } 期号重了
new-sealed = { $issue } 已经封存；新加的一篇，kuaixun check 会提示
new-bad-name = 这个名字不能用作文件名：{ $path }
relocate-kind = 不能移动、改名：{ $path }
relocate-several = 有两个文件都叫这个名字，写全路径：{ $one }，{ $other }
relocate-no-item = 没有这篇文章：{ $path }
relocate-no-item-near = 没有这篇文章：{ $path }；是不是“{ $near }”？
relocate-where = 不知道移到哪里：{ $name }。写期号（如 2007-03、reference/2007-03），或 news、summaries
relocate-no-issue = 没有这一期：{ $issue }。先运行 kuaixun new issue
relocate-same = 已经在那里：{ $path }
relocate-link = 不能移到那里，那是一个链接，里面的文件不会读：{ $path }
relocate-taken = 那里已经有这个文件：{ $path }
relocate-sealed = 所在的一期已经封存：{ $path }。要动它，先运行 kuaixun seal { $issue } --publication { $publication } --undo --reason "原因"
relocate-leaves = 移到内部的一期以后，公开的网站上没有它了；运行 kuaixun check，看看哪里还链接着它
relocate-errors = 先改正这个文件的错误（kuaixun check），不然不知道它有没有链接要改：{ $path }
relocate-encoding = 先运行 kuaixun fix 把它转成 UTF-8：{ $path }
relocate-by-hand = 没有动：{ $path } 里的“{ $name }”不知道怎样改，请先改成普通的写法
relocate-recovered = 上一次移动、改名没有做完，已经恢复原样
relocate-breaks = 没有动：移过去、改了名就有上面的错误
relocate-order = 没有动：{ $name } 的目录里，别的文章的顺序会变，多半是目录里写的名字也指别的文章；先把名字写全，如 /news/2007/spring
relocate-gone = { $issue } 没有文章了，这一期不再有；要留着它，在它的文件夹里放一个 _index.md
relocate-enters = 移到公开的一期以后，公开的网站上有它了
relocate-edited = 改了链接：{ $path }
relocate-edited-sealed = 改了链接：{ $path }。它所在的一期已经封存，请运行 kuaixun seal --undo { $issue } --publication { $publication } --reason "改了链接"，再封存
relocate-listed = 目录里还列着它，请删去：{ $path }
relocate-alias = 旧网址 { $url } 会转到新的
new-taken = 已经有这个文件：{ $path }
no-such-path = 网站文件夹里没有：{ $path }
list-date = 日期
list-place = 序号
list-title = 标题
list-outcome = 结果
list-article = 文章
list-unit = 单位
list-column = 栏目
list-issue = 期号
list-file = 文件
list-url = 网址
list-publication = 刊物
list-cumulative = 总期号
list-articles = 文章
list-group = 分组
list-latest = 最近一篇
list-within = 几天内更新
list-kind = 类别
list-name = 名称
list-publish = 发布日期
list-expires = 有效期至
list-rank = 名次
list-author = 作者
list-items = 采用
list-points = 得分
list-so-far = 本年累计
list-change = 比上期
list-change-year = 比上年
list-quota = 任务
list-reached = 完成率
list-sent = 报送
list-rate = 采用率
list-level = 级别
list-month = 月份
list-asked = 约稿
list-unanswered = 约稿未报
list-endorsed = 批示
list-note = 备注

sealed-head = # 已封存的各期，由 kuaixun seal 写成，和稿件一起保存。
seal-errors = 有 { $count } 个错误，改正以后再封存
seal-which = 没有写要封存哪一期，例如 kuaixun seal 2007-03；看封存了哪些，用 --list
seal-none = { $issue } 没有封存过
seal-reason = 启封要写原因：--reason "原因"
seal-undone = { $issue } 已启封，原因记在 data/sealed.yaml。
seal-empty = { $issue } 还没有文章，不能封存
seal-changed = { $issue } 封存以后改过，没有重新封存：改回去，写更正，或者先启封（--undo）。
seal-without-editions = 没有记下印刷版和电子书：还没有生成，或者生成以后又改过。运行 kuaixun build，再封存一次。
seal-done = { $issue } 已封存：{ $texts } 篇稿件，{ $files } 个图片和附件，{ $editions } 个印刷版和电子书。记在 data/sealed.yaml。
no-such-issue = 没有 { $issue } 这一期（或者还没有公开）；各期见 kuaixun list issues
io-not-found = 没有这个文件或文件夹
io-denied = 没有权限
io-exists = 已经有了
io-no-folder = 不是文件夹
io-folder = 是文件夹
io-full = 磁盘满了
io-read-only = 磁盘是只读的
io-taken = 端口被别的程序占用了
io-no-address = 本机没有这个地址
io-cut = 文件不完整
io-large = 文件太大
io-damaged = 内容损坏
io-link = 不跟着快捷方式（符号链接）走
site-above = 这里没有 kuaixun.yaml，网站在上面的文件夹：{ $path }。到那里去运行，或者加上 --root { $path }
no-site = 这个文件夹里没有 kuaixun.yaml，不是网站文件夹：{ $path }。到网站文件夹里运行，或者加上 --root 网站文件夹
move-interrupted = 上一次移动、改名没有做完（{ $path }）。再运行一次 kuaixun move 或 rename，就先恢复原样；正在运行的，等它做完
no-folder = { $path } 不是文件夹
cannot-listen = 不能在 { $address } 上听
cannot-make = 建不了文件夹 { $path }
cannot-write = 写不了 { $path }
cannot-use = 用不了 { $path }
theme-near = 主题里没有 { $file }；是不是 { $near }？
theme-no-file = 主题里没有 { $file }；有哪些文件，运行 kuaixun theme
theme-name = 主题不能叫“{ $name }”
audience-needs-output = 写了 --audience，还要写 --output 文件夹：免得盖住公开的网站
output-shared = outputs 里有两个网站都写到 { $path }，或者一个在另一个里面；每个用自己的文件夹
output-foreign = { $path } 不是快讯写的；换一个 --output，确实要换掉它就加上 --force
output-is-source = 生成的文件夹 { $path } 里是网站的稿件；换一个 --output
want-issue = 写成 2007-03 这样的期号
want-period = 写成 2007、2007-h1（上半年）、2007-q1（一季度）、2007-03 或 2007-01..2007-04 这样的一段时间
stats-no-publication = 没有刊物“{ $name }”；各刊物见 kuaixun list issues
stats-unknown-points = kuaixun.yaml 的 statistics 给“{ $name }”计分，可是没有这个栏目、刊物或级别（或者还没有公开）
stats-errors = 网站有 { $errors } 处错误，统计可能不准：先运行 kuaixun check，改好再统计
stats-unnamed = （没有写明）
stats-sum = 合计
stats-rest = （其他）
list-outlet = 采用处
stats-level-items = { $level }采用
stats-level-points = { $level }得分
list-output-source = { $path } 是网站的源文件，不能写到那里
list-needs-output = xlsx 要写到文件里：加上 --output 文件.xlsx
seal-no-workbook = 封存清单没有 xlsx 格式；用 --format csv
no-xlsx = 这个程序编译时没有带 xlsx；用 cargo install --path . --all-features 编译一个，或者用 --format csv，Excel 和 WPS 都能打开
want-date = 写成 2007-12-31 这样的日期
want-address = 写成 https://www.example.cn/ 这样的地址
want-medium = 写 pdf、epub、zip 或 mail
want-audience = 写 public 或 internal
cannot-read = 读不了 { $path }
cannot-remove = 删不了 { $path }
list-sealed = 封存日期
list-editions = 印刷版和电子书
list-changes = 后来的改动
fix-nothing = 没有可以代改的。
fix-sealed = { $file }：已经封存，没有改
fix-converts = { $file }：转成 UTF-8
fix-ask = 照这样改 { $count } 个文件吗？
file-read-only = 文件 { $path } 是只读的，没有改；去掉只读属性再运行一次
file-changed = 文件 { $path } 刚才又被人保存过，没有改；再运行一次
fix-done = 改了 { $count } 个文件。
fix-not-done = 有 { $count } 个文件可以代改，还没有改；加上 --yes 就改。

## 各个键

key-title = 标题
key-date = 日期，如 2007-03-20
key-unit = 供稿单位
key-units = 供稿单位，几个
key-author = 作者
key-authors = 作者，几位
key-column = 栏目
key-tags = 标签
key-summary = 摘要
key-source = 来源，转载时写
key-issue = 进入哪一期，如 2007-03
key-publication = 哪个刊物
key-weight = 在栏目里的顺序，小的在前
key-attachments = 附件
key-draft = 是不是草稿
key-publish = 到这一天才发布
key-expires = 过了这一天不再发布
key-visibility = 公开（public）或内部（internal）
key-slug = 网址的最后一段，只用英文字母、数字、- 和 _
key-aliases = 旧网址，会转到这里
key-extra = 主题用的其他数据
key-from = 从哪一天起
key-to = 到哪一天止
key-articles = 收哪些文章：文件名，按顺序
key-kicker = 引题，标题上面的一行
key-lead = 头条：排在本期最前面
key-corrections = 更正：日期和内容
key-adopted = 被上级采用：级别、刊物、日期、批示
key-withdrawn = 撤稿：日期和原因
key-cumulative = 这一期的总期号
key-planned = 预告：还没有文章的一期
key-contents = 目录的顺序：文件名或栏目名
key-file = 旧刊的原件：PDF，或几页图片
key-publisher = 编印单位、主办单位
key-masthead = 报头的大字
key-masthead_image = 报头大字的图片：题字
key-classification = 密级或“内部资料 注意保存”
key-first_cumulative = 第一期的总期号
key-copies = 印数
key-recipients = 报、送、发
key-editor = 编辑
key-reviewer = 审核
key-issuer = 签发
key-subtitle = 名称或标题下面的一行（副题）
key-description = 一两句介绍
key-language = 内容的语言，如 zh-CN
key-base_url = 网站的地址，如 https://www.example.cn/
key-timezone = 时区，如 Asia/Shanghai
key-theme = 主题
key-style = 颜色、字体、疏密
key-audience = 给谁看：public 或 internal
key-outputs = 一个文件夹做成几个网站
key-menu = 导航里有什么
key-home = 首页有哪些部分
key-per_page = 列表每页几条
key-feed_items = 订阅源几条
key-search = 有没有站内搜索
key-contact = 联系方式
key-site_id_code = 网站标识码
key-icp = ICP备案号
key-police = 公安备案号
key-editions = 每期另外做成什么：pdf、epub、zip、mail
key-print = 印刷：双面、字体
key-statistics = 怎样统计采用情况：计分、联合供稿、并列
key-series = 各单位的数据表：名称、定额、公开不公开
key-layout = 印刷版的版式：redhead 或 newsletter
key-columns = 栏目名单
key-checks = 各条规则的轻重
key-markup = 稿件里的 HTML 怎么处理

## 做完以后

report-title = 生成报告
report-published = 已经发布
report-failed = 没有发布
report-findings = 发现的问题
report-help = 改法：
report-unlisted = 另有 { $count } 处没有列出
report-expiring = 快到期的
report-linked = 链接到它的：
report-added = 新的网页：
report-changed = 变了的网页：
report-removed = 没有了的网页：
report-name = 报告的文件名要以 .html 或 .json 结尾：{ $path }
report-place = 报告不能写到这里：{ $path }
report-foreign = 已经有这个文件，它不是生成报告，没有动它：{ $path }
report-published-there = 报告不能放在要发布的文件夹里：{ $path }
site-numbers = { $pages } 个页面：写入 { $written } 个文件，未变 { $unchanged } 个，删除 { $removed } 个
site-done = { $numbers }，用时 { $seconds } 秒；请打开 { $open }
nothing-published = { $count } 个错误，没有发布任何页面。改正后再运行一次。
nothing-new = { $count } 个错误，网页停在出错以前的样子。
nothing-yet = { $count } 个错误，改正后网页自动显示。
verify-good = 完好：{ $count } 个文件都与发布时相同。
verify-bad = 共 { $count } 处与发布时不同，请重新复制一份。
verify-altered = 内容变了：{ $name }
verify-missing = 缺少：{ $name }
verify-added = 发布时没有：{ $name }
verify-unreadable = 读不出来：{ $name }
verify-bad-line = manifest.sha256 里有一行看不懂：{ $name }
verify-cut = ZIP 文件不完整，请重新复制一份。
verify-twice = 同一个名字有两个文件：{ $name }
verify-behind = 压缩包的末尾以外还有别的东西，不是发布时的压缩包。
verify-ambiguous = 压缩包的写法不对，不同的程序可能解压出不同的文件，不要解压：{ $name }
verify-method = 压缩的方法看不懂，请解压以后核对文件夹：{ $name }
verify-large = 压缩包里的文件太多，或者解压出来太大，不是快讯做的，不要解压。
verify-more = 还有 { $count } 处，没有列出。
verify-left-out = 没有核对系统自己放的 { $count } 个文件或文件夹：{ $names }
verify-sealed = 是发布的那一份：{ $path } 与封存的 { $issue } 相同。
verify-earlier = 是以前发布的：{ $path } 是 { $issue } 更正或重新封存以前的那一份。
verify-not-sealed = 不是发布的那一份：{ $path } 与封存的 { $issue } 不同。更正以后重新生成的，再封存一次才认得。
verify-unknown = 封存的各期里没有这一份：{ $path }
verify-no-seals = { $path } 里没有封存过印刷版或电子书（data/sealed.yaml）；用 --root 给出网站文件夹
verify-no-sums = { $path } 里没有 manifest.sha256，无法核对；请给出 kuaixun 做的 ZIP 文件，或者解压它得到的文件夹
other-site = { $path } 里是另一个网站“{ $title }”，没有动它；换一个 --output，确实要换掉它就加上 --force
output-locked = { $path } 不让改：加了锁（chattr），或者是别人的；网站还是原来的。解开锁（chattr -i -a），或者改回自己的，再运行一次
output-is-ours = { $path } 在快讯自己的文件夹 .kuaixun 里，换一个 --output
waits = 另一个 kuaixun（进程 { $holder }）正在写 { $output }，等它写完……
up-to-date = 已更新，{ $milliseconds } 毫秒
page-fails = 这一页现在做不出来：{ $message }
page-fails-title = 出错了
saved-shows = 保存文件后网页自动更新；按 Ctrl+C 结束。
watch-polls = 文件夹太多，系统不能逐个通知：改为每秒查看两次

## kuaixun import

import-known = { $file }：导入过了，就是 { $path }，不再导入
import-refused = { $file }：没有导入：{ $why }
import-done = 导入 { $written } 篇，以前导入过 { $known } 篇，不能导入 { $refused } 个，不是文稿的 { $skipped } 个。导入的都是草稿（draft: true），看过以后删掉这一行才会发布。
import-lists = 有 { $count } 个网页没有当作文章（列表页、首页）：{ $names }。其中有文章的，单独指定它的文件再导入
import-no-file = 没有这个文件：{ $path }
import-taken = { $kind ->
        [title] 标题
        [kicker] 引题
        [subtitle] 副题
        [credits] 日期、单位、作者
       *[signature] 落款
    }：{ $text }
import-dropped = { $kind ->
        [head] 红头、文号、报头
        [readers] 主送单位
       *[foot] 版记、页码
    }没有收进正文：{ $text }
import-left-out = { $kind ->
        [hidden] 隐藏的文字等 { $count } 处，没有收
        [deleted] 修订里删掉的 { $count } 处，没有收
        [moved] 修订里移走的 { $count } 处，没有收（移到的地方收了）
        [comment] 批注 { $count } 条，没有收
        [contents] 目录 { $count } 行，没有收（网页自动列出目录）
        [shape] 没有文字的线条、图形 { $count } 个，没有收
        [macro] 宏 { $count } 个，没有收，也没有运行
        [embedded] 嵌在里面的文件 { $count } 个，没有收
        [properties] 文档属性（作者、最后修改者等）{ $count } 项，没有收
        [recycled] 回收站里的 { $count } 篇，没有收
        [no-article] 不是文章的（图集、下载、商品等）{ $count } 条，没有收
        [remark] 读者评论 { $count } 条，没有收
        [script] 脚本和样式 { $count } 处，没有收
        [no-text] { $count } 篇文章在备份里没有正文，没有收，请核对备份是否完整
        [older] { $count } 条文章记录后面还有新的，以最后的为准
        [strange] { $count } 条记录读不出来，没有收
       *[margin] 页眉页脚 { $count } 个，没有收
    }
import-prompt = 控件里没有填的提示没有收：“{ $text }”
import-inserted = 修订里插入、还没有接受的文字收进来了，请核对：“{ $text }”
import-pale = 白色的字收进来了，纸上看不见，请核对：“{ $text }”
import-lost = { $kind ->
        [field] 域没有结果，没有收：{ $name }
        [cell] 合并的单元格里看不见的文字没有收：{ $name }
        [formula] 公式改成了一行，请核对：{ $name }
        [symbol] 认不出的符号写成了 □，请核对：{ $name }
        [chart] 图表没有收：{ $name }。可以截图，或者用 chart 代码块重画
        [sheet-picture] 工作簿里的图片 { $name } 张没有收。要用的请另存成文件，放进文章
        [cell-picture] 单元格里的图片没有收：{ $name }。要用的请另存成文件，放进文章
        [formula-result] 公式没有存下结果，没有收：{ $name }。请用 Excel 或 WPS 打开，保存一次
        [diagram] SmartArt 图没有收：{ $name }。可以截图
        [object] 嵌入的对象没有收：{ $name }。可以截图
        [linked-picture] 图片不在文件里，没有收：{ $name }
        [part] 嵌入的另一个文件没有收：{ $name }
        [link] 链接的目标不在文件夹里，只留文字：{ $name }
        [category] 一篇文章只有一个栏目，其余的分类只写在 extra 里：{ $name }
        [key] 没有对应的文前信息写在 extra 里：{ $name }
        [slug] 网址的最后一段有网址里不能有的字符，没有收：{ $name }
        [moment] 日期或时间认不出来：{ $name }
       *[element] Markdown 里没有这样的东西，只收了它的文字：{ $name }
    }
import-said = { $kind ->
        [title] 网页写明的标题
        [source] 网页写明的来源
       *[column] 网页写明的栏目
    }：{ $text }
import-was-draft = 原来的网站没有发布（草稿或未审核）
import-was-internal = 原来的网站不是人人能看（有密码、私密或隐藏），已写上 visibility: internal
import-front-matter = 文前信息第 { $line } 行格式不对，只读了其中一行一项的，请核对
import-tag-kept = 这些标签没有对应的写法，照原样留在正文里：{ $name }
import-tag-unwrapped = 这些标签去掉了，里面的文字保留：{ $name }
import-sum = 多篇文章都有的：
import-damaged-export = 导出文件坏了或者不完整。请重新导出
import-other-dump = 是数据库备份，但不是织梦的（没有 dede_archives 表）
import-other-marks = 是 AsciiDoc、Org、reStructuredText 或 Textile。请先转成 Markdown，例如用 pandoc
import-warnings = 新文章还有 { $count } 条警告，这里不列，用 kuaixun check 查看。错误如下：
import-broken-text = 文件里有些字坏了，变成了 �，请核对
import-columns = kuaixun.yaml 里没有列的栏目，要列就写：
import-units = data/units.yaml 里没有列的单位，要列就写：
import-no-shown-text = 里面没有看得见的文字。隐藏的工作表、行、列不收
import-not-table = 没有一行有两格，不是表格
import-cut = 文件在中间断了，完整的部分收了；能重新导出就重新导出
import-empty = 里面没有正文
import-address-unknown = 原来的网址只有原来的程序知道，算不出来
import-quotes = 引号不成对，几格可能连成了一格，请核对表格
import-body-guessed = 网页没有标明正文在哪里，正文是推测的，请核对
import-address = 原来的网址 { $address } 静态网页接不住，或者已经给了别的文章，要由服务器转向（--redirects）
import-no-article = 是网页，但没有找到文章（列表页、首页不导入）
import-encoding = 认不出文字编码。请用 UTF-8 或 GBK 保存
import-cropped = 有一张图片裁剪过，收的是整张，裁掉的部分也在，请核对
import-picture-missing = 缺这张图片：{ $name }
import-picture-kind = 浏览器不能显示这种图片（EMF、WMF、TIFF 等），没有收：{ $name }。请另存为 PNG 再放进去
import-picture-damaged = 图片打不开，或者拍摄地点去不掉，没有收：{ $name }
import-no-title = 没有找到标题，先用文件名，请改
import-title-unsure = 标题不太有把握，请核对：{ $text }
import-no-date = 没有找到日期，请在 date: 后面填上，例如 date: 2007-03-05
import-date-of-name = 日期取自文件名：{ $date }
import-differs = 导入后显示的文字和原文不同，请核对：原文“{ $source }”，显示“{ $shown }”
import-attachment = 旁边的 { $name } 像是附件：要随文提供，就复制到文章旁边，写 attachments: [{ $name }]
import-damaged = 文件坏了，打不开。请用 Word、Excel 或 WPS 打开后另存一份
import-encrypted = 文件有密码。请去掉密码另存一份
import-not-word = 不是 Word 文稿，也不是 Excel 工作簿
import-too-many = 压缩包里的文件太多，不像是 Word 文稿
import-too-large = 太大，不能导入。请分开，或者分几次导出
import-too-long = 文稿太长（超过 2 MB 或 50000 个单元格），请分成几篇
import-symlink = 要写到的文件夹是符号链接，不写
import-too-deep = 里面的层次太深，或者标签没有结束
import-entities = 文件里定义了会无限展开的内容，不读
import-old-office = 是 2007 年以前的 Office 文件，但不是 Word 文件，也不是 Excel 工作簿。请用 Word 或 WPS 打开，另存为 .docx
import-too-old = 是 Word 97 以前的文件。请用 Word 或 WPS 打开，另存为 .docx
import-workbook = 是 2007 年以前的 Excel 工作簿（.xls），看不出单元格显示成什么样。请用 Excel 或 WPS 打开，另存为 .xlsx
import-table-written = 导入
import-table-known = 以前导入过
import-table-refused = 不能导入
import-table-skipped = 不是文稿
import-table-list = 没有文章的网页
import-table-doubt = 请核对
import-table-note = 已处理
import-fetched = 下载了 { $fetched } 个文件，以前下载过 { $known } 个，不能下载 { $failed } 个
import-not-fetched = 没有下载 { $address }：{ $why }
import-fetch-forbidden = 网站不让程序取（robots.txt），或者 robots.txt 取不到
import-fetch-name = 这个网址不能作文件名
import-fetch-nothing = { $list } 里没有网址。每行写一个，如 https://www.example.gov.cn/art/2007/3/5/art_1.html
import-fetch-folder = --fetch 要有一个文件夹放下载的网页，例如 kuaixun import --fetch 网址.txt 老网站
import-arabic = { $count } 个数字在 Excel 里显示成汉字，这里是阿拉伯数字，请核对
import-slides = 是幻灯片。请把文字复制到文章里
import-other-text = 不是 .docx。请用 Word 或 WPS 打开，另存为 .docx
import-pdf = 是 PDF。请向来稿单位要 Word 文件；要原样提供，就作附件
import-picture = 是图片，不是文稿
import-unknown-kind = 认不出是什么文件。能导入的是 Word 文稿（.docx、.doc）、Excel 工作簿（.xlsx）、网页、Markdown、CSV，以及 WordPress 和织梦导出的文件
