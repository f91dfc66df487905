/* The script of the report: draws the figures from their data islands, and answers to the reader. Text enters the page
   only as textContent or on a canvas, never as HTML. */
(() => {
  "use strict";
  const root = document.documentElement;
  let errors = 0;
  const noteError = () => { root.dataset.errors = String(++errors); };
  root.dataset.errors = "0";
  window.addEventListener("error", noteError);
  document.addEventListener("securitypolicyviolation", noteError);

  const VIRIDIS = ["#440154", "#472d7b", "#3b528b", "#2c728e", "#21918c", "#28ae80", "#5ec962", "#addc30", "#fde725"];
  const BLUE = ["#08306b", "#2171b5", "#6baed6", "#c6dbef"];
  const ORANGE = ["#fdd0a2", "#fd8d3c", "#d94801", "#7f2704"];
  const systemDark = window.matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => root.dataset.theme ? root.dataset.theme === "dark" : systemDark.matches;
  const css = name => getComputedStyle(root).getPropertyValue(name).trim();

  /* Colours: low values blend into the background of either theme. */
  const sequential = () => isDark() ? VIRIDIS : VIRIDIS.slice().reverse();
  const diverging = () => isDark()
    ? ["#9ecae1", "#4292c6", "#1c5a94", css("--soft"), "#a5480b", "#e6781e", "#fdc38d"]
    : [...BLUE, "#f5f3ef", ...ORANGE];

  const rgb = hex => [1, 3, 5].map(i => parseInt(hex.slice(i, i + 2), 16));
  const mix = (corners, belief) => {
    const shares = belief.map(share => Math.max(0, share));
    const total = shares.reduce((sum, share) => sum + share, 0) || 1;
    const channel = i => Math.round(Math.sqrt(corners.reduce((sum, c, k) => sum + shares[k] / total * c[i] * c[i], 0)));
    return "rgb(" + channel(0) + "," + channel(1) + "," + channel(2) + ")";
  };

  /* An interval as a line with two ends, at row value(0) from value(1) to value(2). */
  const whisker = (params, api) => {
    const low = api.coord([api.value(1), api.value(0)]);
    const high = api.coord([api.value(2), api.value(0)]);
    const style = { stroke: api.visual("color"), lineWidth: 1.4, fill: "none" };
    const bar = (x1, y1, x2, y2) => ({ type: "line", shape: { x1, y1, x2, y2 }, style });
    return { type: "group", children: [
      bar(low[0], low[1], high[0], high[1]),
      bar(low[0], low[1] - 4, low[0], low[1] + 4),
      bar(high[0], high[1] - 4, high[0], high[1] + 4)] };
  };

  /* In a trace: a bow over its row from the key, the open end, to the query that keeps it. */
  const bow = (params, api) => {
    const [query, y] = api.coord([api.value(0), api.value(1)]);
    const key = api.coord([api.value(2), api.value(1)])[0];
    const stroke = api.visual("color");
    const high = Math.min(14, 5 + (query - key) / 10);
    const end = { type: "circle", shape: { cx: query, cy: y, r: 4 }, style: { fill: stroke } };
    const ring = r => ({ type: "circle", shape: { cx: key, cy: y, r }, style: { fill: "none", stroke, lineWidth: 1.4 } });
    if (key === query) return { type: "group", children: [end, ring(7)] };
    return { type: "group", children: [end, ring(3), { type: "bezierCurve", style: { stroke, lineWidth: 1.4, fill: "none" },
      shape: { x1: key, y1: y - 3, cpx1: key, cpy1: y - high, cpx2: query, cpy2: y - high, x2: query, y2: y - 4 } }] };
  };

  /* A picture that fills its panel: very many points, drawn beforehand once for each theme. */
  const picture = of => params => {
    const { x, y, width, height } = params.coordSys;
    return { type: "image", silent: true, style: { image: isDark() ? of.dark : of.light, x, y, width, height } };
  };

  /* State diagrams: states on a circle in the middle of the drawing, their size by how many there are. */
  const circle = (params, states) => {
    const { x, y, width, height } = params.coordSys;
    const size = Math.max(9, Math.min(24, 150 / states));
    const reach = states === 1 ? 0 : Math.max(20, Math.min(width, height) / 2 - size - 58);
    const at = (i, out) => {
      const angle = 2 * Math.PI * i / states - Math.PI / 2;
      return [x + width / 2 + (reach + out) * Math.cos(angle), y + height / 2 + (reach + out) * Math.sin(angle)];
    };
    return { size, at };
  };
  const words = (text, [x, y], fill, size) => ({ type: "text", silent: true, style: {
    text, x, y, fill, fontSize: size, align: "center", verticalAlign: "middle", lineHeight: size + 2,
    stroke: css("--panel"), lineWidth: 3 } });
  const state = names => (params, api) => {
    const { size, at } = circle(params, names.length);
    const [cx, cy] = at(api.value(0), 0);
    return { type: "group", children: [
      { type: "circle", shape: { cx, cy, r: size }, style: { fill: css("--panel"), stroke: api.visual("color"), lineWidth: 2 } },
      { ...words(names[api.value(0)], [cx, cy], css("--ink"), names.length > 12 ? 9 : 12) }] };
  };
  /* A bent arrow, or a loop outside the circle; its head touches the state that it leads to. */
  const arrow = (names, labels) => (params, api) => {
    const { size, at } = circle(params, names.length);
    const [from, to, weight] = [api.value(0), api.value(1), api.value(2)];
    const style = { stroke: api.visual("color"), lineWidth: 0.8 + 2 * Math.min(1, Math.abs(weight)), fill: "none" };
    const start = at(from, 0), end = at(to, 0);
    const head = (tip, direction) => {
      const wing = turn => [tip[0] - 9 * Math.cos(direction + turn), tip[1] - 9 * Math.sin(direction + turn)];
      return { type: "polygon", shape: { points: [tip, wing(0.4), wing(-0.4)] }, style: { fill: style.stroke } };
    };
    const label = names.length > 8 ? "" : labels[params.dataIndex];
    if (from === to) {
      const r = Math.max(10, size * 0.8), middle = names.length === 1 ? [start[0], start[1] - size - r * 0.7] : at(from, size + r * 0.7);
      const out = Math.atan2(middle[1] - start[1], middle[0] - start[0]);
      const far = [middle[0] + (r + 24) * Math.cos(out), middle[1] + (r + 14) * Math.sin(out)];
      const touch = out + Math.PI - 0.75;
      const tip = [middle[0] + r * Math.cos(touch), middle[1] + r * Math.sin(touch)];
      return { type: "group", children: [
        { type: "circle", shape: { cx: middle[0], cy: middle[1], r }, style },
        head(tip, touch + Math.PI / 2), words(label, far, css("--ink"), 11)] };
    }
    const dx = end[0] - start[0], dy = end[1] - start[1], long = Math.hypot(dx, dy);
    const bend = Math.min(34, long * 0.16);
    const control = [(start[0] + end[0]) / 2 - dy / long * bend, (start[1] + end[1]) / 2 + dx / long * bend];
    const shortened = (point) => {
      const away = Math.hypot(control[0] - point[0], control[1] - point[1]);
      return [point[0] + (control[0] - point[0]) * size / away, point[1] + (control[1] - point[1]) * size / away];
    };
    const first = shortened(start), last = shortened(end);
    const seat = [(first[0] + last[0] + 2 * control[0]) / 4 - dy / long * 6, (first[1] + last[1] + 2 * control[1]) / 4 + dx / long * 6];
    return { type: "group", children: [
      { type: "bezierCurve", shape: { x1: first[0], y1: first[1], cpx1: control[0], cpy1: control[1], x2: last[0], y2: last[1] }, style },
      head(last, Math.atan2(last[1] - control[1], last[0] - control[0])), words(label, seat, css("--ink"), 11)] };
  };

  /* Puts colours and functions where the figure only names them. */
  const resolved = (value, key, truth) => {
    if (Array.isArray(value)) return value.map(item => resolved(item, key, truth));
    if (value !== null && typeof value === "object") {
      return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, resolved(v, k, truth)]));
    }
    if (key === "renderItem") return { "@whisker": whisker, "@bow": bow }[value] || value;
    if (key === "formatter" && value === "@last") return params => number(params.value[params.value.length - 1]);
    if (key === "formatter" && value === "@cell") return params => number(Number(params.value[2].toPrecision(2)));
    if (key !== "color" && key !== "borderColor") return value;
    if (value === "@sequential") return sequential();
    if (value === "@diverging") return diverging();
    if (value === "@truth") return params => truth[params.dataIndex];
    return value.startsWith("--") ? css(value) : value;
  };

  const theme = () => {
    const ink = css("--ink"), muted = css("--muted"), rule = css("--rule");
    const axis = {
      axisLine: { lineStyle: { color: rule } }, axisTick: { lineStyle: { color: rule } },
      axisLabel: { color: muted }, nameTextStyle: { color: muted },
      splitLine: { lineStyle: { color: rule, opacity: 0.6 } }
    };
    return {
      backgroundColor: "transparent",
      textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, color: ink },
      title: { textStyle: { color: ink } }, legend: { textStyle: { color: ink } },
      categoryAxis: { ...axis, splitLine: { show: false } }, valueAxis: axis, logAxis: axis,
      visualMap: { textStyle: { color: muted } },
      line: { label: { color: muted } }
    };
  };

  /* Rich text on the canvas must not take a name for its markup. */
  const plain = text => String(text).replace(/\{/g, "{\u200b");
  const number = value => value === null || value === undefined ? "none"
    : typeof value === "number" ? String(Number(value.toPrecision(4))) : String(value);

  const compact = value => value >= 1e6 ? value / 1e6 + "M" : value >= 1e3 ? value / 1e3 + "k" : String(value);

  const namesOf = option => [].concat(option.yAxis)[0].data;

  /* What one mark of a figure says, in words. */
  const tell = (kind, option, params) => {
    const value = Array.isArray(params.value) ? params.value : [params.value];
    if (kind === "attention") {
      const tokens = option.yAxis[params.seriesIndex].data;
      const named = position => "\u201c" + tokens[position] + "\u201d (" + position + ")";
      return option.panels[params.seriesIndex] + ": from " + named(value[1]) + " to " + named(value[0]) + ": "
        + number(value[2]);
    }
    if (kind === "simplex") {
      const belief = option.truth[params.dataIndex];
      return option.panels[params.panel] + ": true belief "
        + option.states.map((state, i) => state + " " + number(belief[i])).join(", ");
    }
    if (kind === "states" || kind === "trace") return params.name;
    if (kind === "graph") return (params.data || option.series[0].data[params.dataIndex]).words;
    if (kind === "matrix") {
      return option.yAxis.data[value[1]] + ", " + option.xAxis.data[value[0]] + ": " + number(value[2])
        + (value[3] === null ? "" : ", by chance " + number(value[3]));
    }
    if (kind === "strip") return params.name + "; " + option.series[params.seriesIndex].name + ": " + number(value[2]);
    if (kind === "rules") return params.name + ", " + params.seriesName + ": " + number(value[0]) + " nats per token";
    if (kind === "dots") {
      return namesOf(option)[value[1]] + ": " + number(value[0])
        + (value[2] < value[3] ? ", interval " + number(value[2]) + " to " + number(value[3]) : ", no interval");
    }
    return (params.seriesName || "") + ": " + number(value[1]) + " at " + number(value[0]);
  };

  /* Places panels in as many columns as fit and returns the height; a chosen head stands alone, with its tokens. */
  const place = (option, kind, width, chosen) => {
    const single = chosen >= 0;
    const count = single ? 1 : option.panels.length;
    const most = width < 460 ? 2 : width < 760 ? 3 : 4;
    const columns = Math.ceil(count / Math.ceil(count / most));
    const gap = kind === "attention" ? 16 : 8;
    const margin = single ? 74 : 0;
    const head = kind === "simplex" ? 36 : 22;
    const across = (width - gap * (columns - 1)) / columns;
    const size = Math.floor(Math.min(across - margin, single ? 560 : 300));
    const height = kind === "simplex" ? Math.round(size * 0.892) : size;
    option.title = [];
    const grids = single ? [chosen] : option.grid.map((_, i) => i);
    grids.forEach((panel, i) => {
      const left = Math.round((i % columns) * (across + gap)) + margin;
      const top = Math.floor(i / columns) * (height + head + 12) + head;
      option.grid[panel] = { left, top, width: size, height };
      option.title.push({
        text: option.panels[panel] + (option.notes ? "\n" + option.notes[panel] : ""),
        left, top: top - head + 2, padding: 0,
        textStyle: { fontSize: 12, fontWeight: "normal", width: size, lineHeight: 15, overflow: "truncate" }
      });
    });
    if (single) {
      for (const part of ["panels", "grid", "xAxis", "yAxis", "series"]) option[part] = [option[part][chosen]];
      const label = { show: true, interval: 0, fontSize: 11 };
      option.xAxis[0] = { ...option.xAxis[0], gridIndex: 0, axisLabel: { ...label, rotate: 60 } };
      option.yAxis[0] = { ...option.yAxis[0], gridIndex: 0, axisLabel: label };
      option.series[0] = { ...option.series[0], xAxisIndex: 0, yAxisIndex: 0 };
    }
    const rows = Math.ceil(count / columns);
    return rows * (height + head + 12) + (kind === "attention" ? 44 : 0) + (single ? 70 : 0);
  };

  const drawStates = option => option.series.forEach(series => {
    series.renderItem = series.name === "states" ? state(option.states)
      : arrow(option.states, series.data.map(item => item.label.join("\n")));
    series.data.forEach(item => { delete item.label; });
  });

  const figures = [];
  const draw = figure => {
    const { element, box, views, kind } = figure;
    const source = views[figure.view].option;
    const states = (source.states || []).length;
    const corners = states > 3 ? source.states.map((_, i) => rgb(css("--cat-" + (i % 7 + 1))))
      : ["--corner-1", "--corner-2", "--corner-3"].slice(0, Math.max(2, states)).map(name => rgb(css(name)));
    const truth = (source.truth || []).map(belief => mix(corners, belief));
    const option = resolved(source, "", truth);
    const width = box.clientWidth;
    const narrow = width < 560;
    let height = Number(box.dataset.height);
    if (kind === "dots") height = Math.round(height * (4 + namesOf(option).length) / (4 + Math.max(...views.map(v => namesOf(v.option).length))));
    if (kind === "states") drawStates(option);
    [].concat(option.series).filter(series => series.picture).forEach(series => { series.renderItem = picture(series.picture); });
    if (kind === "graph") option.xAxis.axisLabel.formatter = place => option.columns[place] || "";
    if (option.panels) height = place(option, kind, width, figure.chosen);
    else if (narrow) squeeze(option, kind);
    box.style.height = height + "px";
    if (figure.chart) figure.chart.dispose();
    figure.chart = echarts.init(box, theme(), { height, width });
    option.animation = false;
    if (option.xAxis.type === "log") option.xAxis.axisLabel = { formatter: compact };
    option.aria = { enabled: false };
    option.tooltip = {
      renderMode: "richText", confine: true, trigger: kind === "line" ? "axis" : "item",
      backgroundColor: css("--panel"), borderColor: css("--rule"), textStyle: { color: css("--ink"), fontSize: 12 },
      formatter: params => plain([].concat(params).map(p => say(figure, option, p)).join("\n"))
    };
    figure.option = option;
    figure.chart.on("finished", () => { element.dataset.rendered = "true"; });
    figure.chart.on("click", params => {
      if (kind === "attention" && figure.chosen < 0) choose(figure, params.seriesIndex);
    });
    figure.chart.setOption(option);
  };

  const say = (figure, option, params) => tell(figure.kind, option, figure.kind === "simplex"
    ? { ...params, panel: Math.floor(params.seriesIndex / 2) } : params);

  /* Narrow windows: less room beside the drawing. */
  const squeeze = (option, kind) => {
    if (kind === "rules") {
      option.grid[0].left = 104; option.title[0].left = 104;
      option.yAxis[0].axisLabel.width = 92;
      option.xAxis.forEach(axis => { axis.splitNumber = 2; });
    } else if (kind === "dots") {
      const label = [].concat(option.yAxis)[0].axisLabel;
      option.grid.left = 150;
      label.fontSize = 11;
      label.width = 142;
      label.overflow = "truncate";
      label.formatter = name => name.replace(/control: /, "\u25c7 ").replace(/subspace of/, "subspace,");
      if (option.series.length > 3) {
        option.legend.itemGap = 6;
        option.grid.top += 20;
        option.grid.right = 60;
      }
      option.xAxis.name = option.xAxis.name.split(",")[0];
      option.xAxis.splitNumber = 3;
    } else if (kind === "trace") {
      option.grid.left = 112;
      option.yAxis.axisLabel.width = 100;
      option.series[2].data.forEach(answer => { answer.label.show = false; });
    } else if (kind === "strip") {
      option.grid.left = 112;
      option.yAxis.axisLabel.width = 100;
      option.xAxis.axisLabel.fontSize = 11;
    } else if (kind === "matrix") {
      option.grid.left = 92;
      option.yAxis.axisLabel.width = 84;
      option.series[0].label.show = false;
    } else if (kind === "graph") {
      option.grid.right = 60;
      option.xAxis.axisLabel.width = 60;
    } else if (kind !== "states") {
      option.grid.right = 20;
      option.series.forEach(series => (series.markLine ? series.markLine.data : []).forEach(line => {
        const middle = (option.yAxis.min + option.yAxis.max) / 2;
        if (line.label) line.label.position = line.yAxis > middle ? "insideEndTop" : "insideStartTop";
      }));
    }
  };

  const choose = (figure, panel) => {
    figure.chosen = panel;
    if (figure.heads) figure.heads.value = String(panel);
    draw(figure);
  };

  /* Arrow keys walk over the marks of a figure and say each one; Enter opens a head, Escape leaves it. */
  const walk = (figure, event) => {
    const series = figure.option.series.map((s, i) => i).filter(i => (figure.option.series[i].data || []).length > 0
      && (figure.option.series[i].type !== "custom" || figure.kind === "states" || figure.kind === "trace") && !figure.option.series[i].silent);
    const at = figure.cursor || { series: 0, data: -1 };
    const step = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0] }[event.key];
    if (event.key === "Escape") {
      figure.chart.dispatchAction({ type: "hideTip" });
      if (figure.chosen >= 0) choose(figure, -1);
    }
    if (event.key === "Enter" && figure.kind === "attention" && figure.chosen < 0) choose(figure, at.series);
    if (!step || series.length === 0) return;
    event.preventDefault();
    at.series = (at.series + step[0] + series.length) % series.length;
    const index = series[at.series];
    const data = figure.option.series[index].data;
    at.data = step[0] && at.data < 0 ? 0 : (at.data + step[1] + data.length) % data.length;
    at.data = Math.min(at.data, data.length - 1);
    figure.cursor = at;
    figure.chart.dispatchAction({ type: "showTip", seriesIndex: index, dataIndex: at.data });
    const names = figure.kind === "rules" ? figure.option.yAxis[0].data : [];
    figure.readout.textContent = say(figure, figure.option, {
      seriesIndex: index, dataIndex: at.data, value: data[at.data]?.value ?? data[at.data],
      seriesName: figure.option.series[index].name, name: names[at.data] ?? data[at.data]?.name });
  };

  const addHeads = figure => {
    const panels = figure.views[0].option.panels;
    const label = document.createElement("label");
    const select = document.createElement("select");
    select.id = figure.element.id + "-head";
    label.htmlFor = select.id;
    label.textContent = "Head";
    ["all heads", ...panels].forEach((name, i) => {
      const entry = document.createElement("option");
      entry.value = String(i - 1);
      entry.textContent = name;
      select.append(entry);
    });
    select.addEventListener("change", () => choose(figure, Number(select.value)));
    figure.heads = select;
    const pair = document.createElement("span");
    pair.append(label, select);
    let row = figure.element.querySelector(".chooser");
    if (!row) {
      row = document.createElement("p");
      row.className = "chooser";
      figure.element.insertBefore(row, figure.box);
    }
    row.append(pair);
  };

  /* Buttons that save what a figure shows: its numbers, and its drawing in the colours of the moment. */
  const save = (name, address) => {
    const link = document.createElement("a");
    link.setAttribute("href", address);
    link.download = name;
    link.click();
  };
  const csvCell = cell => {
    const text = cell.textContent;
    const safe = /^[=+@\t\r]|^-(?![\d.])/.test(text) ? "'" + text : text;
    return /[",\n]/.test(safe) ? "\"" + safe.replace(/"/g, "\"\"") + "\"" : safe;
  };
  const csvOf = table => [...table.rows].map(row => [...row.cells].map(csvCell).join(",") + "\r\n").join("");
  const addExports = figure => {
    const row = document.createElement("p");
    row.className = "export";
    const heading = figure.element.querySelector("h4").textContent;
    const add = (name, address) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = name;
      button.setAttribute("aria-label", "Save as " + name + ": " + heading);
      button.addEventListener("click", () => save(figure.element.id + "." + name.toLowerCase(), address()));
      row.append(button);
    };
    add("CSV", () => "data:text/csv;charset=utf-8," + encodeURIComponent(csvOf(figure.element.querySelector("table"))));
    add("PNG", () => figure.chart["getDataURL"]({ pixelRatio: 2, backgroundColor: css("--panel") }));
    figure.element.append(row);
  };

  document.querySelectorAll("figure.figure").forEach(element => {
    const figure = {
      element, kind: element.dataset.kind,
      box: element.querySelector(".chart"), readout: element.querySelector(".readout"),
      views: JSON.parse(document.getElementById(element.id + "-data").textContent), view: 0, chosen: -1, chart: null
    };
    if (figure.kind === "attention") addHeads(figure);
    const select = document.getElementById(element.id + "-view");
    if (select) {
      select.addEventListener("change", () => {
        figure.view = Number(select.value);
        figure.cursor = null;
        draw(figure);
      });
    }
    figure.box.addEventListener("keydown", event => walk(figure, event));
    addExports(figure);
    figures.push(figure);
  });
  const drawAll = () => figures.forEach(draw);

  let width = window.innerWidth;
  let pending = 0;
  window.addEventListener("resize", () => {
    if (window.innerWidth === width) return;
    width = window.innerWidth;
    clearTimeout(pending);
    pending = setTimeout(drawAll, 150);
  });

  const button = document.getElementById("theme");
  const showTheme = () => {
    button.textContent = isDark() ? "Light" : "Dark";
    button.setAttribute("aria-label", isDark() ? "Switch to light colours" : "Switch to dark colours");
    button.setAttribute("aria-pressed", String(isDark()));
  };
  const setTheme = name => { root.dataset.theme = name; showTheme(); drawAll(); };
  button.hidden = false;
  button.addEventListener("click", () => setTheme(isDark() ? "light" : "dark"));
  systemDark.addEventListener("change", () => { showTheme(); drawAll(); });
  const wished = /^#theme=(dark|light)$/.exec(location.hash);
  if (wished) root.dataset.theme = wished[1];
  showTheme();
  drawAll();

  let before = null;
  window.addEventListener("beforeprint", () => {
    before = { theme: root.dataset.theme, closed: [...document.querySelectorAll("details:not([open])")] };
    before.closed.forEach(details => { details.open = true; });
    setTheme("light");
  });
  window.addEventListener("afterprint", () => {
    before.closed.forEach(details => { details.open = false; });
    if (before.theme) setTheme(before.theme);
    else { delete root.dataset.theme; showTheme(); drawAll(); }
  });

  /* Tables sort by number where there is one; the third click gives the first order back. Empty cells stay last. */
  const keyOf = cell => {
    const text = cell.dataset.sort === undefined ? cell.textContent.trim() : cell.dataset.sort;
    return text === "" ? null : Number.isNaN(Number(text)) ? text : Number(text);
  };
  const compare = (a, b) => {
    if (typeof a === "number" && typeof b === "number") return a - b;
    return a === b ? 0 : String(a) < String(b) ? -1 : 1;
  };
  document.querySelectorAll("table.sortable").forEach(table => {
    const body = table.tBodies[0];
    const original = [...body.rows];
    const headers = [...table.tHead.rows[0].cells];
    headers.forEach((header, column) => header.querySelector("button").addEventListener("click", () => {
      const next = { none: "ascending", ascending: "descending", descending: "none" }[header.getAttribute("aria-sort")];
      headers.forEach(other => other.setAttribute("aria-sort", other === header ? next : "none"));
      const sign = next === "descending" ? -1 : 1;
      const rows = next === "none" ? original : original.slice().sort((left, right) => {
        const a = keyOf(left.cells[column]), b = keyOf(right.cells[column]);
        return a === null || b === null ? (a === null) - (b === null) : sign * compare(a, b);
      });
      body.append(...rows);
    }));
  });

  const filter = document.getElementById("filter");
  if (filter) filter.addEventListener("input", () => {
    const words = filter.value.toLowerCase().split(/\s+/);
    for (const row of document.getElementById("all-scores").tBodies[0].rows) {
      const id = row.cells[0].textContent.toLowerCase();
      row.hidden = !words.every(word => id.includes(word));
    }
  });
})();
