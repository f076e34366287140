/** What makes a page hard to read, asked in its own world: `read(faint)` gives the places, none where all is well. */

/** Text whose colour stands out from what is behind it by less than WCAG's AA asks for (1.4.3), with its contrast. */
export const faint = `(() => {
  const parts = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = (colour) => {
    const [red, green, blue] = parts(colour).map((part) => part / 255)
      .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const behind = (each) => {
    const colour = getComputedStyle(each).backgroundColor;
    return each === document.documentElement || parts(colour)[3] !== 0 ? colour : behind(each.parentElement);
  };
  return [...document.querySelectorAll('body *:not(title):not(desc)')]
    .filter((each) => [...each.childNodes].some((node) => node.nodeType === 3 && node.data.trim()))
    .map((each) => {
      const style = getComputedStyle(each);
      const [one, other] = [each.closest('svg') ? style.fill : style.color, behind(each)].map(light).sort((a, b) => b - a);
      return [each.tagName, each.textContent.slice(0, 30), (one + 0.05) / (other + 0.05)];
    })
    .filter(([, , contrast]) => contrast < 4.5);
})()`;

/** Words that lie on other words: two elements of one chart whose boxes of text overlap. */
export const overlapping = `(() => {
  const texts = [...document.querySelectorAll('figure .ticks span, figure .mark, figure .label, figure .value, figure .values span')]
    .filter((each) => each.checkVisibility() && each.textContent.trim());
  const boxes = texts.map((each) => {
    const range = document.createRange();
    range.selectNodeContents(each);
    return [each, range.getBoundingClientRect()];
  });
  return boxes.flatMap(([one, a], index) => boxes.slice(index + 1)
    .filter(([other, b]) => one.closest('figure') === other.closest('figure') && !one.contains(other)
      && a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 2 && b.top < a.bottom - 2)
    .map(([other]) => [one.textContent, other.textContent]));
})()`;

/** Pictures without a name for who does not see them, headings that skip a level, links that lead nowhere, tables without a caption. */
export const unnamed = `[
  ...[...document.querySelectorAll('svg[role=img]')].filter((svg) => !svg.querySelector(':scope > title')?.textContent && !svg.ariaLabel),
  ...[...document.querySelectorAll('svg:not([role=img]):not([aria-hidden])')],
  ...[...document.querySelectorAll('h1, h2, h3, h4')].filter((each, index, all) => index > 0 && each.tagName[1] - all[index - 1].tagName[1] > 1),
  ...[...document.querySelectorAll('a[href^="#"]')].filter((link) => !document.querySelector(link.hash)),
  ...[...document.querySelectorAll('table')].filter((each) => !each.caption || !each.querySelector('th[scope=col]')),
].map((each) => each.outerHTML.slice(0, 80))`;
