#include "engine/core/ascii.h"

#include <QtTest>

using namespace prospectivity;

class TestAscii : public QObject {
  Q_OBJECT

 private slots:
  void everyByteIsWhatItIsInAscii();
  void otherLettersStay();
};

void TestAscii::everyByteIsWhatItIsInAscii() {
  const std::string small = "abcdefghijklmnopqrstuvwxyz";
  const std::string capital = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  const std::string digits = "0123456789";
  const std::string blanks = " \t\n\v\f\r";
  for (int byte = 0; byte < 256; ++byte) {
    const char character = static_cast<char>(byte);
    const std::size_t isSmall = small.find(character);
    const std::size_t isCapital = capital.find(character);
    QCOMPARE(isLetter(character), isSmall != std::string::npos || isCapital != std::string::npos);
    QCOMPARE(isDigit(character), digits.find(character) != std::string::npos);
    QCOMPARE(isBlank(character), blanks.find(character) != std::string::npos);
    QCOMPARE(lowered(character), isCapital == std::string::npos ? character : small[isCapital]);
    QCOMPARE(raised(character), isSmall == std::string::npos ? character : capital[isSmall]);
  }
}

void TestAscii::otherLettersStay() {
  QCOMPARE(lowered(std::string("Gr\u00fcner TON")), std::string("gr\u00fcner ton"));
  QCOMPARE(lowered(std::string("\u00c4LTER")), std::string("\u00c4lter"));
}

QTEST_APPLESS_MAIN(TestAscii)
#include "test_ascii.moc"
