// Which keys there are, row by row; a name in braces is a key that does something.

/** What keys that switch lead to: the names of layouts. */
export const LAYOUTS = {
  pinyin: [
    "q w e r t y u i o p {delete}",
    "a s d f g h j k l {clear} {search}",
    "{digits} {latin} z x c v b n m {apart} {space} {close}",
  ],
  latin: [
    "q w e r t y u i o p {delete}",
    "a s d f g h j k l {clear} {search}",
    "{digits} {pinyin} z x c v b n m {shift} {space} {close}",
  ],
  capitals: [
    "Q W E R T Y U I O P {delete}",
    "A S D F G H J K L {clear} {search}",
    "{digits} {pinyin} Z X C V B N M {shift} {space} {close}",
  ],
  digits: [
    "1 2 3 4 5 6 7 8 9 0 {delete}",
    "\u3014 \u3015 - / 号 第 年 月 日 {clear} {search}",
    "{pinyin} {latin} . @ \uff0c \u3001 \uff08 \uff09 \u300a \u300b {space} {close}",
  ],
};
