// What is typed goes into a field as if it came from a keyboard.

const TYPES = ["text", "search", "tel", "url", "email", "number", "password"];
const DIGITS = ["tel", "number"];

/** Whether an element is a field of text that can be typed into. */
export function isTextField(element) {
  if (!(element instanceof HTMLElement) || element.disabled || element.readOnly) return false;
  return element.localName === "textarea" || (element.localName === "input" && TYPES.includes(element.type));
}

/** Whether what is asked for is a number. */
export function wantsDigits(field) {
  return DIGITS.includes(field.type);
}

function told(field, inputType, data) {
  field.dispatchEvent(new InputEvent("input", { bubbles: true, inputType, data }));
  // Some boxes listen to keys only.
  field.dispatchEvent(new KeyboardEvent("keyup", { bubbles: true }));
}

function replace(field, text, start, end) {
  if (start === null) field.value = text; // a number has no caret
  else field.setRangeText(text, start, end, "end");
}

/** Put a text where the caret is, instead of what is chosen; no more than the field takes. */
export function insertText(field, text) {
  const { selectionStart: start, selectionEnd: end, value } = field;
  const room = field.maxLength < 0 ? Infinity : field.maxLength - value.length + (end - start);
  const fitting = Array.from(text).filter((_, place, all) => all.slice(0, place + 1).join("").length <= room).join("");
  replace(field, start === null ? value + fitting : fitting, start, end);
  // What is typed must be seen, also at the end of a long text.
  if (field.selectionEnd === field.value.length) field.scrollLeft = field.scrollWidth;
  told(field, "insertText", fitting);
}

/** Take away what is chosen, or the character before the caret. */
export function deleteOne(field) {
  const { selectionStart: start, selectionEnd: end, value } = field;
  const before = value.slice(0, start ?? value.length);
  const one = Array.from(before).at(-1) ?? "";
  if (start === null) replace(field, before.slice(0, before.length - one.length), null, null);
  else replace(field, "", start === end ? start - one.length : start, end);
  told(field, "deleteContentBackward", null);
}

/** Leave nothing. */
export function clearField(field) {
  replace(field, "", field.selectionStart === null ? null : 0, field.value.length);
  told(field, "deleteContent", null);
}
