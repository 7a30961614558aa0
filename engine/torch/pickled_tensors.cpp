#include "engine/torch/pickled_tensors.h"

#include <stdexcept>
#include <unordered_map>

namespace prospectivity {

namespace {

constexpr std::size_t longestPickle = std::size_t{1} << 26;
// Many tensors may name one tuple or one text, which each of them would copy.
constexpr std::size_t mostDimensions = 8;
constexpr std::size_t longestName = 64;
// A writer keeps the names and tensors of one module on the stack; a byte of a hostile one can cost 72 here.
constexpr std::size_t mostWaiting = std::size_t{1} << 20;

[[noreturn]] void refuse(const char* reason) {
  throw std::invalid_argument(reason);
}

enum class Kind { Mark, Number, Text, Name, Tuple, List, Dictionary, Storage, Tensor, Object, Other };

/// Where a value stands among all of them. Values refer to each other by it and not by copies: a hostile
/// pickle may make a list that holds itself.
using Place = std::uint32_t;

struct Value {
  Kind kind = Kind::Other;
  std::int64_t number = 0;  ///< of a Number
  std::string text;         ///< of a Text; module and name of a Name, with a blank between
  std::vector<Place> parts; ///< of a Tuple or List; keys and values of a Dictionary in turn; the Tuple that
                            ///< a Storage or a Tensor was made of; the state of an Object
};

/// One pass over the text, with a stack and a memory of numbered values, as Python's pickletools describes
/// it.
class PickleReader {
 public:
  explicit PickleReader(const std::string& text) : mText(text) {}

  const Value& result() {
    while (step()) {
    }
    return mValues[pop()];
  }

  const Value& at(Place place) const { return mValues[place]; }

 private:
  /// False at the end of the program.
  bool step() {
    const auto code = static_cast<unsigned char>(take(1)[0]);
    switch (code) {
    case 0x80: // protocol
      take(1);
      break;
    case 'c': {
      const std::string module = line();
      pushText(Kind::Name, module + " " + line());
      break;
    }
    case 'X':
      pushText(Kind::Text, take(number(4)));
      break;
    case 'q':
      mMemory[static_cast<Place>(number(1))] = top();
      break;
    case 'r':
      mMemory[static_cast<Place>(number(4))] = top();
      break;
    case 'h':
      mStack.push_back(remembered(static_cast<Place>(number(1))));
      break;
    case 'j':
      mStack.push_back(remembered(static_cast<Place>(number(4))));
      break;
    case '(':
      push(Value{Kind::Mark, 0, {}, {}});
      break;
    case ')':
      push(Value{Kind::Tuple, 0, {}, {}});
      break;
    case ']':
      push(Value{Kind::List, 0, {}, {}});
      break;
    case '}':
      push(Value{Kind::Dictionary, 0, {}, {}});
      break;
    case 't':
      push(Value{Kind::Tuple, 0, {}, partsSinceMark()});
      break;
    case 0x85: // tuples of one, two and three
    case 0x86:
    case 0x87:
      push(Value{Kind::Tuple, 0, {}, pop(code - 0x84U)});
      break;
    case 'J':
      pushNumber(static_cast<std::int32_t>(static_cast<std::uint32_t>(number(4))));
      break;
    case 'K':
      pushNumber(static_cast<std::int64_t>(number(1)));
      break;
    case 'M':
      pushNumber(static_cast<std::int64_t>(number(2)));
      break;
    case 0x8a: // a whole number of up to eight bytes
      pushNumber(longNumber(number(1)));
      break;
    case 0x88: // true, false
    case 0x89:
      pushNumber(code == 0x88 ? 1 : 0);
      break;
    case 'G': // a number that is no whole one
      take(8);
      push(Value{});
      break;
    case 'N':
      push(Value{});
      break;
    case 'e':
    case 'u': {
      const std::vector<Place> parts = partsSinceMark();
      if (code == 'u' && parts.size() % 2 != 0)
        refuse("a key has no value");
      extend(code == 'e' ? Kind::List : Kind::Dictionary, parts);
      break;
    }
    case 'a':
      extend(Kind::List, pop(1));
      break;
    case 's':
      extend(Kind::Dictionary, pop(2));
      break;
    case 'Q':
      push(Value{Kind::Storage, 0, {}, {popped(Kind::Tuple)}});
      break;
    case 0x81: // an object of a class
      popped(Kind::Tuple);
      popped(Kind::Name);
      push(Value{Kind::Object, 0, {}, {}});
      break;
    case 'R': {
      const Place arguments = popped(Kind::Tuple);
      const bool makesTensor = mValues[popped(Kind::Name)].text == "torch._utils _rebuild_tensor_v2";
      push(makesTensor ? Value{Kind::Tensor, 0, {}, {arguments}} : Value{});
      break;
    }
    case 'b': {
      const Place state = pop();
      Value& object = mValues[top()];
      if (object.kind != Kind::Object)
        refuse("the state has no object");
      object.parts = {state};
      break;
    }
    case '.':
      return false;
    default:
      refuse("the pickle holds what LibTorch does not write");
    }
    return true;
  }

  std::string take(std::size_t count) {
    if (count > mText.size() - mNext)
      refuse("the pickle is cut");
    mNext += count;
    return mText.substr(mNext - count, count);
  }

  std::string line() {
    const std::size_t end = mText.find('\n', mNext);
    if (end == std::string::npos)
      refuse("the pickle is cut");
    const std::string text = take(end - mNext);
    ++mNext;
    return text;
  }

  std::uint64_t number(std::size_t bytes) {
    const std::string digits = take(bytes);
    std::uint64_t result = 0;
    for (std::size_t i = bytes; i > 0; --i)
      result = result << 8 | static_cast<unsigned char>(digits[i - 1]);
    return result;
  }

  std::int64_t longNumber(std::uint64_t bytes) {
    if (bytes > 8)
      refuse("a number is too large");
    std::uint64_t value = number(bytes);
    // The first bit is that of the sign, however many bytes there are.
    if (bytes > 0 && bytes < 8 && (value >> (8 * bytes - 1)) != 0)
      value |= ~std::uint64_t{0} << (8 * bytes);
    return static_cast<std::int64_t>(value);
  }

  void push(Value value) {
    if (mStack.size() >= mostWaiting)
      refuse("too many values wait to be used");
    mValues.push_back(std::move(value));
    mStack.push_back(static_cast<Place>(mValues.size() - 1));
  }
  void pushNumber(std::int64_t number) { push(Value{Kind::Number, number, {}, {}}); }
  void pushText(Kind kind, std::string text) { push(Value{kind, 0, std::move(text), {}}); }

  Place top() const {
    if (mStack.empty())
      refuse("the pickle takes what is not there");
    return mStack.back();
  }

  Place pop() {
    const Place place = top();
    mStack.pop_back();
    return place;
  }

  std::vector<Place> pop(std::size_t count) {
    std::vector<Place> places(count);
    for (std::size_t i = count; i > 0; --i)
      places[i - 1] = pop();
    return places;
  }

  std::vector<Place> partsSinceMark() {
    std::size_t begin = mStack.size();
    while (begin > 0 && mValues[mStack[begin - 1]].kind != Kind::Mark)
      --begin;
    std::vector<Place> parts = pop(mStack.size() - begin);
    pop();
    return parts;
  }

  Place popped(Kind kind) {
    const Place place = pop();
    if (mValues[place].kind != kind)
      refuse("a class, a function or its arguments are something else");
    return place;
  }

  void extend(Kind kind, const std::vector<Place>& parts) {
    Value& value = mValues[top()];
    if (value.kind != kind)
      refuse("what is extended is no list or dictionary");
    value.parts.insert(value.parts.end(), parts.begin(), parts.end());
  }

  Place remembered(Place number) const {
    const auto found = mMemory.find(number);
    if (found == mMemory.end())
      refuse("the pickle remembers what it was not told");
    return found->second;
  }

  const std::string& mText;
  std::size_t mNext = 0;
  std::vector<Value> mValues;
  std::vector<Place> mStack;
  std::unordered_map<Place, Place> mMemory;
};

const Value& part(const PickleReader& reader, const Value& whole, std::size_t index, Kind kind) {
  if (index >= whole.parts.size() || reader.at(whole.parts[index]).kind != kind)
    refuse("a tensor is made of something else");
  return reader.at(whole.parts[index]);
}

const std::string& name(const PickleReader& reader, const Value& whole, std::size_t index, Kind kind) {
  const std::string& text = part(reader, whole, index, kind).text;
  if (text.size() > longestName)
    refuse("a storage has a long name");
  return text;
}

std::int64_t number(const PickleReader& reader, const Value& whole, std::size_t index) {
  return part(reader, whole, index, Kind::Number).number;
}

std::vector<std::int64_t> numbers(const PickleReader& reader, const Value& whole, std::size_t index) {
  const Value& tuple = part(reader, whole, index, Kind::Tuple);
  if (tuple.parts.size() > mostDimensions)
    refuse("a tensor has too many dimensions");
  std::vector<std::int64_t> result;
  for (std::size_t i = 0; i < tuple.parts.size(); ++i)
    result.push_back(number(reader, tuple, i));
  return result;
}

/// Made of storage, offset, sizes and strides, and of what concerns training; its storage of the word
/// "storage", type, record, device and size.
PickledTensor tensorOf(const PickleReader& reader, const Value& value) {
  const Value& made = part(reader, value, 0, Kind::Tuple);
  const Value& storage = part(reader, part(reader, made, 0, Kind::Storage), 0, Kind::Tuple);
  PickledTensor tensor;
  const std::string& type = name(reader, storage, 1, Kind::Name);
  tensor.type = type.substr(type.find(' ') + 1);
  tensor.record = name(reader, storage, 2, Kind::Text);
  tensor.storageSize = number(reader, storage, 4);
  tensor.offset = number(reader, made, 1);
  tensor.sizes = numbers(reader, made, 2);
  tensor.strides = numbers(reader, made, 3);
  if (tensor.sizes.size() != tensor.strides.size())
    refuse("a tensor has sizes without strides");
  return tensor;
}

} // namespace

std::map<std::string, PickledTensor> pickledTensors(const std::string& pickle) {
  if (pickle.size() > longestPickle)
    refuse("the pickle is too long");
  PickleReader reader(pickle);
  const Value& root = reader.result();
  if (root.kind != Kind::Object || root.parts.size() != 1)
    refuse("the pickle holds no module");
  const Value& state = reader.at(root.parts[0]);
  if (state.kind != Kind::Dictionary)
    refuse("the module has no attributes");
  std::map<std::string, PickledTensor> tensors;
  for (std::size_t i = 0; i + 1 < state.parts.size(); i += 2) {
    const Value& value = reader.at(state.parts[i + 1]);
    if (value.kind == Kind::Tensor)
      tensors[part(reader, state, i, Kind::Text).text] = tensorOf(reader, value);
  }
  return tensors;
}

} // namespace prospectivity
