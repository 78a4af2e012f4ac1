import Bytes
import Testing

@Suite struct FixedVectorTests {
  @Test func `elements are kept in order until it is full`() {
    var vector = FixedVector<3, UInt16>(filler: 9)
    #expect(vector.isEmpty)
    let taken = [1, 2, 3, 4].map { vector.append($0) }
    #expect(taken == [true, true, true, false])
    #expect(vector.isFull)
    vector[1] = 7
    #expect((0..<vector.count).map { vector[$0] } == [1, 7, 3])
    vector.removeAll()
    #expect(vector.count == 0)
  }

  @Test func `only the elements are compared, and not what was there before`() {
    var left = FixedVector<3, UInt16>(filler: 0)
    var right = FixedVector<3, UInt16>(filler: 9)
    #expect(left == right)
    left.append(5)
    #expect(left != right)
    right.append(4)
    #expect(left != right)
    right[0] = 5
    #expect(left == right)
    right.append(6)
    right.removeAll()
    right.append(5)
    #expect(left == right)
  }

  @Test func `no other element can be asked for`() async {
    await #expect(processExitsWith: .failure) { _ = FixedVector<3, UInt16>(filler: 0)[0] }
    await #expect(processExitsWith: .failure) { _ = FixedVector<3, UInt16>(filler: 0)[-1] }
  }
}
